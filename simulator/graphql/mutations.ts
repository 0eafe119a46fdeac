import { createComment, editComment } from "../effects/comments.ts";
import { createIssue, setAssignees, setLabels, setMilestone } from "../effects/create-issue.ts";
import { addBlocker, removeBlocker } from "../effects/dependencies.ts";
import { editIssue } from "../effects/edit-issue.ts";
import { deleteIssue } from "../effects/move-issue.ts";
import { addSubIssue, removeSubIssue } from "../effects/sub-issues.ts";
import type { Account, Role } from "../state/account.ts";
import type { Issue, IssueComment, Label, Milestone, StateReason } from "../state/issue.ts";
import type { Repository } from "../state/repository.ts";
import type { Act } from "../effects/act.ts";
import { createCommitOnBranch, type CommitInput } from "./create-commit-on-branch.ts";
import { unresolved } from "./graphql-refusal.ts";
import { commentNode, issueNode } from "./issue-node.ts";
import { repositoryNode } from "./repository-node.ts";
import { updateRefs, type UpdateRefsInput } from "./update-refs.ts";
import { actFor, seenNode, type Viewer } from "./viewer.ts";

type Input<T> = { readonly input: T & { readonly clientMutationId?: string | null } };

interface CreateIssueInput {
  readonly repositoryId: string;
  readonly title: string;
  readonly body?: string | null;
  readonly labelIds?: readonly string[] | null;
  readonly assigneeIds?: readonly string[] | null;
  readonly milestoneId?: string | null;
  readonly parentIssueId?: string | null;
}

interface UpdateIssueInput {
  readonly id: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: "OPEN" | "CLOSED" | null;
}

/** The mutations that are simulated, as the root object of an execution. */
export function mutations(viewer: Viewer): Record<string, unknown> {
  return {
    __typename: "Mutation",
    createIssue: ({ input }: Input<CreateIssueInput>) => createIssueHere(viewer, input),
    updateIssue: ({ input }: Input<UpdateIssueInput>) => {
      const { issue, act } = issueAct(viewer, input.id, "read");
      const state = input.state === "CLOSED" ? "closed" : input.state === "OPEN" ? "open" : undefined;
      editIssue(act, issue, { title: input.title ?? undefined, body: input.body ?? undefined, state });
      return { issue: () => issueNode(viewer, issue), actor: null };
    },
    closeIssue: ({ input }: Input<{ issueId: string; stateReason?: string | null }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "read");
      const stateReason = (input.stateReason ?? "COMPLETED").toLowerCase() as StateReason;
      editIssue(act, issue, { state: "closed", stateReason });
      return { issue: () => issueNode(viewer, issue) };
    },
    reopenIssue: ({ input }: Input<{ issueId: string }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "read");
      editIssue(act, issue, { state: "open" });
      return { issue: () => issueNode(viewer, issue) };
    },
    deleteIssue: ({ input }: Input<{ issueId: string }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "admin");
      deleteIssue(act, issue);
      return { repository: () => repositoryNode(viewer, act.repository) };
    },
    ...linkMutations(viewer),
    addComment: ({ input }: Input<{ subjectId: string; body: string }>) => {
      const { issue, act } = issueAct(viewer, input.subjectId, "read");
      viewer.parts.limits.chargeContent(viewer.caller);
      const comment = createComment(act, issue, input.body);
      const node = (): unknown => commentNode(viewer, comment);
      return { subject: () => issueNode(viewer, issue), commentEdge: { cursor: "", node } };
    },
    updateIssueComment: ({ input }: Input<{ id: string; body: string }>) => {
      const { comment, repository } = commentOf(viewer, input.id);
      editComment(
        actFor(viewer, repository, { permission: "issues:write", role: "write" }),
        comment,
        input.body,
      );
      return { issueComment: () => commentNode(viewer, comment) };
    },
    createCommitOnBranch: ({ input }: Input<CommitInput>) => createCommitOnBranch(viewer, input),
    updateRefs: ({ input }: Input<UpdateRefsInput>) => updateRefs(viewer, input),
  };
}

function linkMutations(viewer: Viewer): Record<string, unknown> {
  return {
    addSubIssue: ({
      input,
    }: Input<{ issueId: string; subIssueId?: string | null; replaceParent?: boolean | null }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "triage");
      const child = issueOf(viewer, input.subIssueId ?? "").issue;
      addSubIssue(act, issue, { child, replaceParent: input.replaceParent ?? false });
      return { issue: () => issueNode(viewer, issue), subIssue: () => issueNode(viewer, child) };
    },
    removeSubIssue: ({ input }: Input<{ issueId: string; subIssueId: string }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "triage");
      const child = issueOf(viewer, input.subIssueId).issue;
      removeSubIssue(act, issue, child);
      return { issue: () => issueNode(viewer, issue), subIssue: () => issueNode(viewer, child) };
    },
    addBlockedBy: ({ input }: Input<{ issueId: string; blockingIssueId: string }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "triage");
      const blocker = issueOf(viewer, input.blockingIssueId).issue;
      addBlocker(act, issue, blocker);
      return { issue: () => issueNode(viewer, issue), blockingIssue: () => issueNode(viewer, blocker) };
    },
    removeBlockedBy: ({ input }: Input<{ issueId: string; blockingIssueId: string }>) => {
      const { issue, act } = issueAct(viewer, input.issueId, "triage");
      const blocker = issueOf(viewer, input.blockingIssueId).issue;
      removeBlocker(act, issue, blocker);
      return { issue: () => issueNode(viewer, issue), blockingIssue: () => issueNode(viewer, blocker) };
    },
  };
}

function createIssueHere(viewer: Viewer, input: CreateIssueInput): unknown {
  const node = seenNode(viewer, input.repositoryId);
  if (node.kind !== "repository") throw unresolved(`a node with the global id of '${input.repositoryId}'`);
  const act = actFor(viewer, node.repository, { permission: "issues:write", role: "read" });
  const labels = (input.labelIds ?? []).map((id) => labelOf(viewer, id));
  const milestone = input.milestoneId ? milestoneOf(viewer, input.milestoneId) : null;
  const assignees = (input.assigneeIds ?? []).map((id) => accountOf(viewer, id));
  const parent = input.parentIssueId ? issueOf(viewer, input.parentIssueId).issue : undefined;
  viewer.parts.limits.chargeContent(viewer.caller);
  const issue = createIssue(act, { title: input.title, body: input.body });
  setLabels(act, issue, labels);
  setMilestone(act, issue, milestone);
  setAssignees(act, issue, assignees);
  if (parent !== undefined) addSubIssue(act, parent, { child: issue, replaceParent: false });
  return { issue: () => issueNode(viewer, issue) };
}

function issueAct(viewer: Viewer, id: string, role: Role): { issue: Issue; act: Act } {
  const { issue, repository } = issueOf(viewer, id);
  const permission = issue.pull === null ? "issues:write" : "pull_requests:write";
  return { issue, act: actFor(viewer, repository, { permission, role }) };
}

function issueOf(viewer: Viewer, id: string): { issue: Issue; repository: Repository } {
  const node = seenNode(viewer, id);
  if (node.kind !== "issue") throw unresolved(`a node with the global id of '${id}'`);
  return node;
}

function commentOf(viewer: Viewer, id: string): { comment: IssueComment; repository: Repository } {
  const node = seenNode(viewer, id);
  if (node.kind !== "comment") throw unresolved(`a node with the global id of '${id}'`);
  return node;
}

function labelOf(viewer: Viewer, id: string): Label {
  const node = seenNode(viewer, id);
  if (node.kind !== "label") throw unresolved(`a node with the global id of '${id}'`);
  return node.label;
}

function milestoneOf(viewer: Viewer, id: string): Milestone {
  const node = seenNode(viewer, id);
  if (node.kind !== "milestone") throw unresolved(`a node with the global id of '${id}'`);
  return node.milestone;
}

function accountOf(viewer: Viewer, id: string): Account {
  const node = seenNode(viewer, id);
  if (node.kind !== "account") throw unresolved(`a node with the global id of '${id}'`);
  return node.account;
}
