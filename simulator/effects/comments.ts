import { GitHubError } from "../http/github-error.ts";
import { commentJson, issueJson } from "../represent/issue-json.ts";
import { roleIncludes } from "../state/account.ts";
import { roleOf } from "../state/roles.ts";
import type { Issue, IssueComment, Reaction } from "../state/issue.ts";
import type { Act } from "./act.ts";
import { checkedComment, rewrite } from "./write-words.ts";

export function createComment(act: Act, issue: Issue, body: string): IssueComment {
  const { world, repository, actor } = act;
  if (issue.converted) throw new GitHubError(422, "Validation Failed");
  const isTrusted = actor.app !== undefined || roleIncludes(roleOf(repository, actor.account), "write");
  if (issue.locked && !isTrusted)
    throw new GitHubError(403, "Unable to create comment because issue is locked.");
  const id = world.ids.next("comment");
  const comment: IssueComment = {
    id,
    nodeId: world.ids.node("IC", id),
    issue,
    body: checkedComment(body),
    author: actor.account,
    app: actor.app,
    createdAt: world.now(),
    updatedAt: world.now(),
    lastEditedAt: undefined,
    editor: undefined,
    edits: [],
    reactions: [],
  };
  repository.comments.set(id, comment);
  world.nodes.set(comment.nodeId, { kind: "comment", repository, comment });
  issue.updatedAt = world.now();
  emitComment(act, comment, { action: "created" });
  return comment;
}

export function editComment(act: Act, comment: IssueComment, body: string): void {
  const from = comment.body;
  rewrite(act, comment, checkedComment(body));
  emitComment(act, comment, { action: "edited", changes: { body: { from } } });
}

export function deleteComment(act: Act, comment: IssueComment): void {
  act.repository.comments.delete(comment.id);
  act.world.nodes.delete(comment.nodeId);
  comment.issue.updatedAt = act.world.now();
  emitComment(act, comment, { action: "deleted" });
}

/** Adds a reaction; the same one again is returned as it is. GitHub sends no webhook for reactions. */
export function react(
  act: Act,
  comment: IssueComment,
  content: string,
): { reaction: Reaction; isNew: boolean } {
  const { world, actor } = act;
  const known = comment.reactions.find((one) => one.account === actor.account && one.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const id = world.ids.next("reaction");
  const nodeId = world.ids.node("REA", id);
  const reaction: Reaction = { id, nodeId, account: actor.account, content, createdAt: world.now() };
  comment.reactions.push(reaction);
  return { reaction, isNew: true };
}

function emitComment(
  act: Act,
  comment: IssueComment,
  more: { action: string; changes?: Record<string, unknown> },
): void {
  const { world, repository, actor } = act;
  const payload = (): Record<string, unknown> => ({
    issue: issueJson(world, comment.issue),
    comment: commentJson(world, comment),
    ...(more.changes === undefined ? {} : { changes: more.changes }),
  });
  world.emit({ event: "issue_comment", action: more.action, repository, actor, payload });
}
