import { createComment, deleteComment, editComment, react } from "../effects/comments.ts";
import { roleIncludes } from "../state/account.ts";
import { roleOf } from "../state/roles.ts";
import { actOf, bodyOf, numberParam, query, repositoryOfCall, type Call } from "../http/call.ts";
import { notAccessible, notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, noContent, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { commentJson, commentsOf, reactionJson } from "../represent/issue-json.ts";
import type { IssueComment } from "../state/issue.ts";
import { commentOfCall, isListed, issueOfCall } from "./find.ts";

const COMMENT = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
const OF_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const WRITE = ["issues:write", "pull_requests:write"] as const;
const READ = ["issues:read", "pull_requests:read"] as const;

/** Comments on issues and pull requests, and reactions to them. */
export const commentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: OF_ISSUE,
    needs: READ,
    handle: (call) => commentsReply(call, commentsOf(repositoryOfCall(call), issueOfCall(call))),
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/issues/comments",
    needs: READ,
    handle: (call) => {
      const up = (query(call, "direction") ?? "asc") === "asc";
      const comments = [...repositoryOfCall(call).comments.values()];
      return commentsReply(call, up ? comments : comments.toReversed());
    },
  },
  {
    method: "POST",
    path: OF_ISSUE,
    needs: WRITE,
    role: "read",
    creates: true,
    handle: (call) => {
      const { body } = bodyOf<{ body: string }>(call);
      return created(commentJson(call.world, createComment(actOf(call), issueOfCall(call), body)));
    },
  },
  {
    method: "GET",
    path: COMMENT,
    needs: READ,
    handle: (call) => ok(commentJson(call.world, commentOfCall(call))),
  },
  {
    method: "PATCH",
    path: COMMENT,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      const comment = ownComment(call);
      editComment(actOf(call), comment, bodyOf<{ body: string }>(call).body);
      return ok(commentJson(call.world, comment));
    },
  },
  {
    method: "DELETE",
    path: COMMENT,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      deleteComment(actOf(call), ownComment(call));
      return noContent();
    },
  },
  {
    method: "GET",
    path: `${COMMENT}/reactions`,
    needs: READ,
    handle: (call) => {
      const content = query(call, "content");
      const reactions = commentOfCall(call).reactions.filter(
        (one) => content === undefined || one.content === content,
      );
      return listReply(call, reactions, (reaction) => reactionJson(call.world, reaction));
    },
  },
  {
    method: "POST",
    path: `${COMMENT}/reactions`,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      const done = react(actOf(call), commentOfCall(call), bodyOf<{ content: string }>(call).content);
      return { status: done.isNew ? 201 : 200, body: reactionJson(call.world, done.reaction) };
    },
  },
  {
    method: "DELETE",
    path: `${COMMENT}/reactions/{reaction_id}`,
    needs: WRITE,
    role: "read",
    handle: (call) => {
      const { reactions } = commentOfCall(call);
      const at = reactions.findIndex((one) => one.id === numberParam(call, "reaction_id"));
      if (at === -1) throw notFound();
      if (reactions[at]?.account !== actOf(call).actor.account) throw notAccessible();
      reactions.splice(at, 1);
      return noContent();
    },
  },
];

function commentsReply(call: Call, comments: readonly IssueComment[]): Reply {
  const since = query(call, "since");
  const shown = comments.filter(
    (comment) =>
      isListed(call.world, comment.createdAt) &&
      (since === undefined || comment.updatedAt >= new Date(since)),
  );
  return listReply(call, shown, (comment) => commentJson(call.world, comment));
}

// The author may change a comment, and so may those with write access.
function ownComment(call: Call): IssueComment {
  const comment = commentOfCall(call);
  const { actor, repository } = actOf(call);
  const mayWrite = actor.app !== undefined || roleIncludes(roleOf(repository, actor.account), "write");
  if (comment.author !== actor.account && !mayWrite) throw notAccessible();
  // GitHub allows it; an App must not.
  if (actor.app !== undefined && comment.author !== actor.account) {
    call.world.violations.push(
      `App ${actor.app.id} changes a comment of ${comment.author.login}: ${comment.id}`,
    );
  }
  return comment;
}
