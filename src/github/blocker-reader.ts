import { TerminalError } from "../engine/errors.ts";
import type { IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";
import type { IssueJson } from "./json.ts";
import { issuePathOf } from "./self.ts";
import { refOf } from "./to-observed-issue.ts";
import type { Wire } from "./wire.ts";

type Reads = Pick<Wire, "query" | "list">;

/** Issues asked about in one query; GitHub's most ids of `nodes`. */
const issuesPerQuery = 100;

/** REST has no list of several issues' blockers: a plan of fifty dependencies would cost fifty reads every time. */
const document = `query Blockers($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Issue {
      id
      blockedBy(first: 100) {
        pageInfo { hasNextPage }
        nodes { number repository { nameWithOwner } }
      }
    }
  }
}`;

interface Answer {
  readonly nodes: readonly (BlockedNode | null)[];
}

interface BlockedNode {
  /** Absent where the id is not an issue's. */
  readonly id?: string;
  readonly blockedBy?: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly (BlockerNode | null)[] | null;
  };
}

interface BlockerNode {
  readonly number: number;
  readonly repository: { readonly nameWithOwner: string };
}

/**
 * Blockers of issues by node id, for the issues that have any, a hundred issues at a time. What the query does not tell
 * whole (too many, hidden, a GitHub that does not know the field) is read issue by issue.
 */
export async function readBlockers(
  wire: Reads,
  issues: readonly IssueJson[],
): Promise<ReadonlyMap<string, readonly IssueRef[]>> {
  const blocked = issues.filter((issue) => countOf(issue) > 0);
  const blockers = new Map<string, readonly IssueRef[]>();
  for (let start = 0; start < blocked.length; start += issuesPerQuery) {
    const some = blocked.slice(start, start + issuesPerQuery);
    const told = some.length > 1 ? await query(wire, some) : new Map<string, readonly IssueRef[]>();
    for (const issue of some) {
      const refs = told.get(issue.node_id);
      const isWhole = refs?.length === countOf(issue);
      blockers.set(issue.node_id, isWhole ? refs : await readOne(wire, refOf(issue)));
    }
  }
  return blockers;
}

function countOf(issue: IssueJson): number {
  return issue.issue_dependencies_summary?.total_blocked_by ?? 0;
}

async function query(
  wire: Reads,
  issues: readonly IssueJson[],
): Promise<ReadonlyMap<string, readonly IssueRef[]>> {
  const told = new Map<string, readonly IssueRef[]>();
  try {
    const { nodes } = await wire.query<Answer>({
      doing: `read the blockers of ${issues.length} issues`,
      document,
      variables: { ids: issues.map((issue) => issue.node_id) },
    });
    for (const node of nodes) {
      if (node?.id === undefined || node.blockedBy?.pageInfo.hasNextPage !== false) continue;
      told.set(node.id, (node.blockedBy.nodes ?? []).filter((one) => one !== null).map(toRef));
    }
  } catch (error) {
    // One issue of them may be gone by now, or the field unknown here: REST says so of each.
    if (!(error instanceof TerminalError)) throw error;
  }
  return told;
}

function toRef({ number, repository }: BlockerNode): IssueRef {
  return { repository: repository.nameWithOwner as RepositoryName, number: number as IssueNumber };
}

async function readOne(wire: Reads, ref: IssueRef): Promise<readonly IssueRef[]> {
  const blockers = await wire.list<IssueJson>({
    doing: `read the blockers of issue ${ref.repository}#${ref.number}`,
    route: "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by",
    parameters: issuePathOf(ref),
  });
  return blockers.map(refOf);
}
