import type { GitHubWriter, IssueChange, NewIssue } from "../engine/github.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";
import { lostAnswer } from "./translate-error.ts";
import { issuePathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

type IssueWrites = Pick<
  GitHubWriter,
  "createIssue" | "updateIssue" | "addSubIssue" | "addBlockedBy" | "removeBlockedBy"
>;

/** Makes and changes issues and their links. */
export function issueWriter(wire: Wire): IssueWrites {
  return {
    createIssue: (input) => createIssue(wire, input),

    async updateIssue(issue, change) {
      await wire.write({
        doing: `update ${describe(issue)}`,
        route: "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
        parameters: { ...issuePathOf(issue), ...toPatch(change) },
      });
    },

    async addSubIssue(parent, childId) {
      await wire.write({
        doing: `add a sub-issue to ${describe(parent)}`,
        route: "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
        // Without it GitHub refuses a child that has another parent: a task that moved could never follow.
        parameters: { ...issuePathOf(parent), sub_issue_id: childId, replace_parent: true },
      });
    },

    async addBlockedBy(blocked, blockerId) {
      await wire.write({
        doing: `add a blocker to ${describe(blocked)}`,
        route: "POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by",
        parameters: { ...issuePathOf(blocked), issue_id: blockerId },
      });
    },

    async removeBlockedBy(blocked, blockerId) {
      await wire.write({
        doing: `remove a blocker from ${describe(blocked)}`,
        route: "DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}",
        parameters: { ...issuePathOf(blocked), issue_id: blockerId },
      });
    },
  };
}

/** GraphQL, because REST cannot attach the parent in the same call. */
const createIssueDocument = `mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) {
    issue {
      fullDatabaseId
      id
      number
      createdAt
      title
      body
      labels(first: 100) { nodes { name } }
      milestone { title }
      repository { nameWithOwner }
      parent { number repository { nameWithOwner } }
    }
  }
}`;

interface CreatedIssue {
  readonly fullDatabaseId: string;
  readonly id: string;
  readonly number: number;
  readonly createdAt: string;
  readonly title: string;
  readonly body: string;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly milestone: { readonly title: string } | null;
  readonly repository: { readonly nameWithOwner: string };
  readonly parent: {
    readonly number: number;
    readonly repository: { readonly nameWithOwner: string };
  } | null;
}

async function createIssue(wire: Wire, input: NewIssue): Promise<ObservedIssue> {
  const doing = `create an issue in ${input.repository.name}`;
  const variables = {
    input: {
      repositoryId: input.repository.nodeId,
      title: input.title,
      body: input.body,
      labelIds: input.labelNodeIds,
      ...(input.milestoneNodeId === undefined ? {} : { milestoneId: input.milestoneNodeId }),
      ...(input.parentNodeId === undefined ? {} : { parentIssueId: input.parentNodeId }),
    },
  };
  const answer = await wire.mutate<{ readonly createIssue: { readonly issue: CreatedIssue | null } | null }>({
    doing,
    permission: "issues=write",
    document: createIssueDocument,
    variables,
  });
  const issue = answer.createIssue?.issue;
  if (!issue) throw lostAnswer("GitHub answered without the issue", { doing, write: true, now: new Date(0) });
  return toCreated(issue);
}

function toCreated(issue: CreatedIssue): ObservedIssue {
  return {
    ref: refOf(issue),
    id: Number(issue.fullDatabaseId),
    nodeId: issue.id,
    title: issue.title,
    body: issue.body,
    state: "open",
    stateReason: null,
    labels: (issue.labels?.nodes ?? []).flatMap((label) => (label === null ? [] : [label.name])),
    milestone: issue.milestone?.title ?? null,
    own: true,
    parent: issue.parent === null ? null : refOf(issue.parent),
    blockedBy: [],
    comments: 0,
    createdAt: issue.createdAt,
  };
}

function refOf(issue: Pick<CreatedIssue, "number" | "repository">): IssueRef {
  return {
    repository: issue.repository.nameWithOwner as RepositoryName,
    number: issue.number as IssueNumber,
  };
}

function toPatch({ stateReason, ...change }: IssueChange): Readonly<Record<string, unknown>> {
  return stateReason === undefined ? change : { ...change, state_reason: stateReason };
}

function describe({ repository, number }: IssueRef): string {
  return `${repository}#${number}`;
}
