import { GitHubError, notAccessible } from "../http/github-error.ts";
import type { Issue, StateReason } from "../state/issue.ts";
import type { Act } from "./act.ts";
import {
  assigneesFor,
  canTriage,
  labelsFor,
  milestoneFor,
  setAssignees,
  setLabels,
  setMilestone,
} from "./create-issue.ts";
import { emitIssue, record } from "./issue-event.ts";
import { checkedBody, checkedTitle, rewrite } from "./write-words.ts";

export interface IssueChange {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly stateReason?: StateReason | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly milestone?: number | null | undefined;
  readonly assignees?: readonly string[] | undefined;
}

/** Changes an issue or pull request as `PATCH /issues/{n}` does; the author or one with triage may. */
export function editIssue(act: Act, issue: Issue, change: IssueChange): void {
  if (!canTriage(act) && issue.author !== act.actor.account) throw notAccessible();
  if (issue.converted) throw new GitHubError(422, "Validation Failed");
  editWords(act, issue, change);
  if (canTriage(act)) {
    if (change.labels !== undefined) setLabels(act, issue, labelsFor(act, change.labels));
    if (change.milestone !== undefined) setMilestone(act, issue, milestoneFor(act, change.milestone));
    if (change.assignees !== undefined) setAssignees(act, issue, assigneesFor(act, change.assignees));
  }
  if (change.state !== undefined) setState(act, issue, { state: change.state, reason: change.stateReason });
}

function editWords(act: Act, issue: Issue, change: IssueChange): void {
  const changes: Record<string, unknown> = {};
  if (change.title !== undefined) {
    const title = checkedTitle(change.title, "Issue");
    if (title !== issue.title) {
      changes["title"] = { from: issue.title };
      record(act, issue, { event: "renamed", extra: { rename: { from: issue.title, to: title } } });
      issue.title = title;
    }
  }
  if (change.body !== undefined) {
    const body = checkedBody(change.body ?? "", "Issue");
    if (body !== issue.body) {
      changes["body"] = { from: issue.body };
      rewrite(act, issue, body);
    }
  }
  if (Object.keys(changes).length === 0) return;
  issue.updatedAt = act.world.now();
  emitIssue(act, issue, { action: "edited", extra: { changes } });
}

/** Closes or reopens; a reason counts only when the state changes. */
export function setState(
  act: Act,
  issue: Issue,
  to: { state: "open" | "closed"; reason?: StateReason | undefined },
): void {
  if (to.state === issue.state) return;
  if (issue.pull?.mergedAt)
    throw new GitHubError(422, "Validation Failed", { errors: ["state cannot be changed"] });
  issue.state = to.state;
  issue.updatedAt = act.world.now();
  const closed = to.state === "closed";
  const isPull = issue.pull !== null;
  issue.closedAt = closed ? act.world.now() : null;
  issue.closedBy = closed ? act.actor.account : null;
  if (!isPull) issue.stateReason = closed ? (to.reason ?? "completed") : "reopened";
  const extra = closed && !isPull ? { state_reason: issue.stateReason } : {};
  record(act, issue, { event: closed ? "closed" : "reopened", extra });
  emitIssue(act, issue, { action: closed ? "closed" : "reopened" });
}
