import { issueJson, repositoryOf } from "../represent/issue-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { Json } from "../represent/json.ts";
import type { Issue, StateReason } from "../state/issue.ts";
import type { Repository } from "../state/repository.ts";
import type { Act } from "./act.ts";
import { setState } from "./edit-issue.ts";
import { emitIssue, record } from "./issue-event.ts";
import { newIssue } from "./create-issue.ts";

/** Deletes an issue for good: 410 from now on. */
export function deleteIssue(act: Act, issue: Issue): void {
  emitIssue(act, issue, { action: "deleted" });
  unlink(issue);
  forget(act, issue, { movedTo: undefined });
}

/** What GitHub answers when a converted issue is asked for. */
export type ConversionAnswer = "kept" | 301 | 404 | 410;

/**
 * Makes a discussion of an issue. Since 2021-12 it stays as an issue that is closed and locked, and only its timeline
 * tells why (maniac103/GitHubSdk#5, dessant/lock-threads#24, slapperwan/gh4a#1280); before, it was gone. What reason
 * it is closed with is not told anywhere.
 */
export function convertToDiscussion(
  act: Act,
  issue: Issue,
  as: { readonly answer: ConversionAnswer; readonly reason: StateReason },
): void {
  if (as.answer !== "kept") {
    unlink(issue);
    forget(act, issue, { movedTo: undefined, answer: as.answer });
    return;
  }
  if (issue.state === "open") setState(act, issue, { state: "closed", reason: as.reason });
  issue.stateReason = as.reason;
  issue.locked = true;
  for (const [id, comment] of act.repository.comments) {
    if (comment.issue === issue) act.repository.comments.delete(id);
  }
  record(act, issue, { event: "converted_to_discussion" });
  issue.converted = true;
}

/** Moves an issue to another repository of the owner: new number, new id; labels and milestone stay behind. */
export function transferIssue(act: Act, issue: Issue, to: Repository): Issue {
  const { world } = act;
  const target: Act = { ...act, repository: to };
  const moved = newIssue(target, { title: issue.title, body: issue.body });
  Object.assign(moved, {
    state: issue.state,
    stateReason: issue.stateReason,
    closedAt: issue.closedAt,
    closedBy: issue.closedBy,
    author: issue.author,
    app: issue.app,
    createdAt: issue.createdAt,
  });
  for (const comment of [...act.repository.comments.values()].filter((one) => one.issue === issue)) {
    act.repository.comments.delete(comment.id);
    const copy = { ...comment, issue: moved };
    to.comments.set(copy.id, copy);
    world.nodes.set(copy.nodeId, { kind: "comment", repository: to, comment: copy });
  }
  const extra = {
    changes: {
      new_issue: issueJson(world, moved),
      new_repository: withoutOrganization(repositoryJson(world, to)),
    },
  };
  emitIssue(act, issue, { action: "transferred", extra });
  unlink(issue);
  forget(act, issue, { movedTo: moved });
  emitIssue(target, moved, { action: "opened" });
  return moved;
}

// Here GitHub says the organisation by its login, or not at all.
function withoutOrganization(repository: Json): Json {
  const { organization: _, ...rest } = repository;
  return rest;
}

/** Takes an issue out of every relation to others. */
export function unlink(issue: Issue): void {
  issue.parent?.subIssues.splice(issue.parent.subIssues.indexOf(issue), 1);
  issue.parent = null;
  for (const child of issue.subIssues.splice(0)) child.parent = null;
  for (const other of issue.blockedBy.splice(0)) other.blocking.splice(other.blocking.indexOf(issue), 1);
  for (const other of issue.blocking.splice(0)) other.blockedBy.splice(other.blockedBy.indexOf(issue), 1);
}

function forget(
  act: Act,
  issue: Issue,
  gone: { readonly movedTo: Issue | undefined; readonly answer?: 301 | 404 | 410 },
): void {
  const repository = repositoryOf(act.world, issue);
  repository.issues.delete(issue.number);
  repository.gone.set(issue.number, gone);
  act.world.nodes.delete(issue.nodeId);
}
