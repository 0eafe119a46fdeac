import { editIssue } from "../effects/edit-issue.ts";
import { createPull, mergePull, type PullInput } from "../effects/pulls.ts";
import { actOf, bodyOf, query, repositoryOfCall, type Call } from "../http/call.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { commitJson, fileChangeJson } from "../represent/git-json.ts";
import { pullChanges, pullCommits, pullJson, pullOf, pullSimpleJson } from "../represent/pull-json.ts";
import type { Issue } from "../state/issue.ts";
import { isListed, issueOfCall } from "./find.ts";
import { sorted } from "./issue-routes.ts";

const PULLS = "/repos/{owner}/{repo}/pulls";
const PULL = `${PULLS}/{pull_number}`;
const READ = ["pull_requests:read"] as const;
const WRITE = ["pull_requests:write"] as const;
const FILES_MAX = 3000;

/** Pull requests. */
export const pullRoutes: readonly Route[] = [
  { method: "GET", path: PULLS, needs: READ, handle: listPulls },
  {
    method: "POST",
    path: PULLS,
    needs: WRITE,
    role: "read",
    creates: true,
    handle: (call) => created(pullJson(call.world, createPull(actOf(call), bodyOf<PullInput>(call)))),
  },
  { method: "GET", path: PULL, needs: READ, handle: (call) => ok(pullJson(call.world, pullOfCall(call))) },
  {
    method: "PATCH",
    path: PULL,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      const issue = pullOfCall(call);
      const { title, body, state } = bodyOf<{
        title?: string;
        body?: string | null;
        state?: "open" | "closed";
      }>(call);
      editIssue(actOf(call), issue, { title, body, state });
      return ok(pullJson(call.world, issue));
    },
  },
  {
    method: "GET",
    path: `${PULL}/files`,
    needs: READ,
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const pull = pullOf(pullOfCall(call));
      const changes = pullChanges(repository, pull).slice(0, FILES_MAX);
      return listReply(call, changes, (change) =>
        fileChangeJson(call.world, repository, { change, sha: pull.headSha }),
      );
    },
  },
  {
    method: "GET",
    path: `${PULL}/commits`,
    needs: READ,
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const commits = pullCommits(repository, pullOf(pullOfCall(call))).slice(0, 250);
      return listReply(call, commits, (sha) => commitJson(call.world, repository, sha));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{commit_sha}/pulls",
    needs: READ,
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = call.params["commit_sha"] ?? "";
      const found = [...repository.issues.values()].filter(
        (issue) =>
          issue.pull !== null &&
          (issue.pull.mergeCommitSha === sha || pullCommits(repository, issue.pull).includes(sha)),
      );
      return listReply(call, found, (issue) => pullSimpleJson(call.world, issue));
    },
  },
  {
    method: "PUT",
    path: `${PULL}/merge`,
    needs: ["contents:write"],
    handle: (call) => {
      const body = bodyOf<{
        merge_method?: string;
        commit_title?: string;
        commit_message?: string;
        sha?: string;
      }>(call);
      const sha = mergePull(actOf(call), pullOfCall(call), {
        method: body.merge_method ?? "merge",
        title: body.commit_title,
        message: body.commit_message,
        sha: body.sha,
      });
      return ok({ sha, merged: true, message: "Pull Request successfully merged" });
    },
  },
];

function pullOfCall(call: Call): Issue {
  const issue = issueOfCall(call, "pull_number");
  if (issue.pull === null) throw notFound();
  return issue;
}

function listPulls(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOfCall(call);
  const state = query(call, "state") ?? "open";
  const head = query(call, "head");
  const base = query(call, "base");
  const found = [...repository.issues.values()].filter((issue) => {
    if (issue.pull === null || !isListed(world, issue.createdAt)) return false;
    if (state !== "all" && issue.state !== state) return false;
    if (base !== undefined && issue.pull.baseRef !== base) return false;
    const owner = world.repositories.get(issue.pull.headRepositoryId)?.owner.login;
    return head === undefined || head === `${owner}:${issue.pull.headRef}`;
  });
  return listReply(call, sorted(call, found), (issue) => pullSimpleJson(world, issue));
}
