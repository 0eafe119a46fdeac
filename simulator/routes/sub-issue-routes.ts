import { addBlocker, removeBlocker } from "../effects/dependencies.ts";
import { addSubIssue, moveSubIssue, removeSubIssue } from "../effects/sub-issues.ts";
import { canSee } from "../http/authorize.ts";
import { actOf, bodyOf, numberParam, type Call } from "../http/call.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, ok } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { issueJson, repositoryOf } from "../represent/issue-json.ts";
import type { Issue } from "../state/issue.ts";
import { issueById, issueOfCall } from "./find.ts";

const ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}";
const READ = ["issues:read"] as const;
const WRITE = ["issues:write"] as const;

interface SubIssueBody {
  readonly sub_issue_id: number;
  readonly replace_parent?: boolean;
  readonly after_id?: number;
  readonly before_id?: number;
}

/** Parents, sub-issues and dependencies. Bodies name issues by database id. */
export const subIssueRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${ISSUE}/sub_issues`,
    needs: READ,
    handle: (call) => listReply(call, issueOfCall(call).subIssues, (issue) => issueJson(call.world, issue)),
  },
  {
    method: "POST",
    path: `${ISSUE}/sub_issues`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const body = bodyOf<SubIssueBody>(call);
      const parent = issueOfCall(call);
      const child = seenIssue(call, body.sub_issue_id);
      addSubIssue(actOf(call), parent, { child, replaceParent: body.replace_parent ?? false });
      return created(issueJson(call.world, parent));
    },
  },
  {
    method: "DELETE",
    path: `${ISSUE}/sub_issue`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const parent = issueOfCall(call);
      removeSubIssue(actOf(call), parent, seenIssue(call, bodyOf<SubIssueBody>(call).sub_issue_id));
      return ok(issueJson(call.world, parent));
    },
  },
  {
    method: "PATCH",
    path: `${ISSUE}/sub_issues/priority`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const body = bodyOf<SubIssueBody>(call);
      const parent = issueOfCall(call);
      const child = seenIssue(call, body.sub_issue_id);
      moveSubIssue(parent, child, { afterId: body.after_id, beforeId: body.before_id });
      return ok(issueJson(call.world, parent));
    },
  },
  {
    method: "GET",
    path: `${ISSUE}/parent`,
    needs: READ,
    handle: (call) => {
      const { parent } = issueOfCall(call);
      if (parent === null) throw notFound();
      return ok(issueJson(call.world, parent));
    },
  },
  {
    method: "GET",
    path: `${ISSUE}/dependencies/blocked_by`,
    needs: READ,
    handle: (call) => listReply(call, issueOfCall(call).blockedBy, (issue) => issueJson(call.world, issue)),
  },
  {
    method: "GET",
    path: `${ISSUE}/dependencies/blocking`,
    needs: READ,
    handle: (call) => listReply(call, issueOfCall(call).blocking, (issue) => issueJson(call.world, issue)),
  },
  {
    method: "POST",
    path: `${ISSUE}/dependencies/blocked_by`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      addBlocker(actOf(call), issue, seenIssue(call, bodyOf<{ issue_id: number }>(call).issue_id));
      return created(issueJson(call.world, issue));
    },
  },
  {
    method: "DELETE",
    path: `${ISSUE}/dependencies/blocked_by/{issue_id}`,
    needs: WRITE,
    role: "triage",
    handle: (call) => {
      const issue = issueOfCall(call);
      removeBlocker(actOf(call), issue, seenIssue(call, numberParam(call, "issue_id")));
      return ok(issueJson(call.world, issue));
    },
  },
];

// Another issue counts only if the caller can see its repository.
function seenIssue(call: Call, id: number): Issue {
  const issue = issueById(call.world, id);
  if (!canSee(call.caller, repositoryOf(call.world, issue))) throw notFound();
  return issue;
}
