import { readBody } from "../model/region.ts";
import type { IssueJson } from "./json.ts";
import type { Wire } from "./wire.ts";

/** Issues asked about in one query; GitHub's most ids of `nodes`. */
const issuesPerQuery = 100;

const document = `query Conversions($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Issue {
      id
      timelineItems(first: 1, itemTypes: [CONVERTED_TO_DISCUSSION_EVENT]) { filteredCount }
    }
  }
}`;

interface Answer {
  readonly nodes: readonly ({
    readonly id?: string;
    readonly timelineItems?: { filteredCount: number };
  } | null)[];
}

/**
 * Issues without those that became discussions. They stay as issues that are closed and locked, and only their
 * timeline tells that nothing was completed (dessant/lock-threads#24, slapperwan/gh4a#1280; 2025-03).
 */
export async function withoutConverted(
  wire: Pick<Wire, "query">,
  issues: readonly IssueJson[],
): Promise<readonly IssueJson[]> {
  const suspects = issues.filter(isSuspect);
  const converted = new Set<string>();
  for (let start = 0; start < suspects.length; start += issuesPerQuery) {
    const ids = suspects.slice(start, start + issuesPerQuery).map((issue) => issue.node_id);
    const doing = `read whether ${ids.length} locked issues became discussions`;
    const { nodes } = await wire.query<Answer>({ doing, document, variables: { ids } });
    for (const node of nodes) {
      if (node?.id !== undefined && (node.timelineItems?.filteredCount ?? 0) > 0) converted.add(node.id);
    }
  }
  return issues.filter((issue) => !converted.has(issue.node_id));
}

/** Its end was not agreed on yet: only then does it matter why it was closed. */
function isSuspect({ state, locked, body }: IssueJson): boolean {
  if (state !== "closed" || locked !== true) return false;
  const read = readBody(body ?? "");
  return read.kind !== "region" || read.marker.base === "open";
}
