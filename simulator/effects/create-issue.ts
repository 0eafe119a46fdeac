import { validationFailed } from "../http/github-error.ts";
import { accountJson } from "../represent/account-json.ts";
import { labelJson, milestoneJson } from "../represent/issue-json.ts";
import type { Account } from "../state/account.ts";
import { roleIncludes } from "../state/account.ts";
import type { Issue, Label, Milestone } from "../state/issue.ts";
import { roleOf } from "../state/roles.ts";
import type { Act } from "./act.ts";
import { emitIssue, record } from "./issue-event.ts";
import { createLabel } from "./labels.ts";
import { checkedBody, checkedTitle } from "./write-words.ts";

export interface IssueInput {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly milestone?: number | null | undefined;
  readonly assignees?: readonly string[] | undefined;
}

/** Opens an issue, with labels, milestone and assignees if the actor may set them: GitHub drops them silently. */
export function createIssue(act: Act, input: IssueInput): Issue {
  const title = checkedTitle(input.title, "Issue");
  const body = checkedBody(input.body ?? "", "Issue");
  const mayTriage = canTriage(act);
  const milestone = mayTriage ? milestoneFor(act, input.milestone) : null;
  const assignees = mayTriage ? assigneesFor(act, input.assignees ?? []) : [];
  const labels = mayTriage ? labelsFor(act, input.labels ?? []) : [];
  const issue = newIssue(act, { title, body });
  emitIssue(act, issue, { action: "opened" });
  setLabels(act, issue, labels);
  setMilestone(act, issue, milestone);
  setAssignees(act, issue, assignees);
  return issue;
}

/** Setting labels, milestone and assignees takes triage; an App needs only `issues: write`. */
export function canTriage(act: Act): boolean {
  return act.actor.app !== undefined || roleIncludes(roleOf(act.repository, act.actor.account), "triage");
}

/** Puts a bare issue into the repository without telling anyone. */
export function newIssue(act: Act, words: { title: string; body: string }): Issue {
  const { world, repository, actor } = act;
  const id = world.ids.next("issue");
  repository.lastNumber += 1;
  const issue: Issue = {
    id,
    nodeId: world.ids.node("I", id),
    number: repository.lastNumber,
    repositoryId: repository.id,
    ...words,
    author: actor.account,
    app: actor.app,
    createdAt: world.now(),
    updatedAt: world.now(),
    lastEditedAt: undefined,
    editor: undefined,
    edits: [],
    state: "open",
    stateReason: null,
    closedAt: null,
    closedBy: null,
    locked: false,
    converted: false,
    labels: [],
    assignees: [],
    milestone: null,
    parent: null,
    subIssues: [],
    blockedBy: [],
    blocking: [],
    events: [],
    pull: null,
  };
  repository.issues.set(issue.number, issue);
  world.nodes.set(issue.nodeId, { kind: "issue", repository, issue });
  return issue;
}

/** The labels of these names; unknown ones are created, as GitHub does. */
export function labelsFor(act: Act, names: readonly string[]): Label[] {
  const labels = names.map(
    (name) => act.repository.labels.get(name.trim().toLowerCase()) ?? createLabel(act, { name }),
  );
  return [...new Set(labels)];
}

export function milestoneFor(act: Act, number: number | null | undefined): Milestone | null {
  if (number === null || number === undefined) return null;
  const milestone = act.repository.milestones.get(number);
  if (milestone !== undefined) return milestone;
  throw validationFailed({ resource: "Issue", code: "invalid", field: "milestone", value: number });
}

export function assigneesFor(act: Act, logins: readonly string[]): Account[] {
  return logins.map((login) => {
    const account = act.world.account(login);
    if (account !== undefined && roleIncludes(roleOf(act.repository, account), "read")) return account;
    throw validationFailed({ value: login, resource: "Issue", field: "assignees", code: "invalid" });
  });
}

export function setLabels(act: Act, issue: Issue, labels: readonly Label[]): void {
  const added = labels.filter((label) => !issue.labels.includes(label));
  const removed = issue.labels.filter((label) => !labels.includes(label));
  if (added.length + removed.length === 0) return;
  issue.labels = [...labels];
  issue.updatedAt = act.world.now();
  for (const label of added) {
    record(act, issue, { event: "labeled", extra: { label: { name: label.name, color: label.color } } });
    emitIssue(act, issue, {
      action: "labeled",
      extra: { label: labelJson(act.world, act.repository, label) },
    });
  }
  for (const label of removed) {
    record(act, issue, { event: "unlabeled", extra: { label: { name: label.name, color: label.color } } });
    emitIssue(act, issue, {
      action: "unlabeled",
      extra: { label: labelJson(act.world, act.repository, label) },
    });
  }
}

export function setMilestone(act: Act, issue: Issue, milestone: Milestone | null): void {
  const before = issue.milestone;
  if (before === milestone) return;
  issue.milestone = milestone;
  issue.updatedAt = act.world.now();
  if (before !== null) {
    record(act, issue, { event: "demilestoned", extra: { milestone: { title: before.title } } });
    const extra = { milestone: milestoneJson(act.world, act.repository, before) };
    emitIssue(act, issue, { action: "demilestoned", extra });
  }
  if (milestone !== null) {
    record(act, issue, { event: "milestoned", extra: { milestone: { title: milestone.title } } });
    const extra = { milestone: milestoneJson(act.world, act.repository, milestone) };
    emitIssue(act, issue, { action: "milestoned", extra });
  }
}

export function setAssignees(act: Act, issue: Issue, assignees: readonly Account[]): void {
  const added = assignees.filter((account) => !issue.assignees.includes(account));
  const removed = issue.assignees.filter((account) => !assignees.includes(account));
  if (added.length + removed.length === 0) return;
  issue.assignees = [...assignees];
  issue.updatedAt = act.world.now();
  for (const account of added) {
    const assignee = accountJson(act.world, account);
    record(act, issue, {
      event: "assigned",
      extra: { assignee, assigner: accountJson(act.world, act.actor.account) },
    });
    emitIssue(act, issue, { action: "assigned", extra: { assignee } });
  }
  for (const account of removed) {
    const assignee = accountJson(act.world, account);
    record(act, issue, {
      event: "unassigned",
      extra: { assignee, assigner: accountJson(act.world, act.actor.account) },
    });
    emitIssue(act, issue, { action: "unassigned", extra: { assignee } });
  }
}
