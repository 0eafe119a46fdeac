import { expect, it } from "vitest";
import { TerminalError } from "../engine/errors.ts";
import { readBlockers } from "./blocker-reader.ts";
import type { IssueJson } from "./json.ts";
import { issueRef, tool } from "./test-support.ts";

const repository_url = `https://api.github.com/repos/${tool}`;

function issueWith(number: number, blockers: number): IssueJson {
  return {
    id: number,
    node_id: `I_${number}`,
    number,
    repository_url,
    title: `T${number}`,
    state: "open",
    labels: [],
    milestone: null,
    user: null,
    comments: 0,
    created_at: "2026-11-20T12:00:00Z",
    issue_dependencies_summary: { total_blocked_by: blockers },
  };
}

/** A wire on which every issue is blocked by #1, and whose query answers as told. */
function wireWith(query: () => Promise<unknown>) {
  const read: string[] = [];
  return {
    read,
    query: <Shape>() => query() as Promise<Shape>,
    list: async <Shape>({ doing }: { readonly doing: string }) => {
      read.push(doing);
      return [issueWith(1, 0)] as readonly unknown[] as readonly Shape[];
    },
  };
}

const page = (numbers: readonly (number | null)[], hasNextPage = false) => ({
  pageInfo: { hasNextPage },
  nodes: numbers.map((number) => number && { number, repository: { nameWithOwner: tool } }),
});

const issues = [issueWith(1, 0), issueWith(2, 1), issueWith(3, 1)];
const byOne = [issueRef(1)];
const expected = new Map([
  ["I_2", byOne],
  ["I_3", byOne],
]);

it("readBlockers() asks for all in one query, and for nothing where nothing is blocked", async () => {
  const nodes = [2, 3].map((number) => ({ id: `I_${number}`, blockedBy: page([1]) }));
  const wire = wireWith(() => Promise.resolve({ nodes }));

  expect(await readBlockers(wire, issues)).toEqual(expected);
  expect(await readBlockers(wire, [issueWith(1, 0)])).toEqual(new Map());
  expect(wire.read).toEqual([]);
});

it.each([
  ["a null", { nodes: [null, null] }],
  ["an id that is no issue's", { nodes: [{}, {}] }],
  [
    "fewer than there are",
    {
      nodes: [
        { id: "I_2", blockedBy: page([null]) },
        { id: "I_3", blockedBy: page([]) },
      ],
    },
  ],
  ["a cut list", { nodes: [2, 3].map((number) => ({ id: `I_${number}`, blockedBy: page([1], true) })) }],
])("readBlockers() reads issue by issue what the query tells as %s", async (_, answer) => {
  const wire = wireWith(() => Promise.resolve(answer));

  expect(await readBlockers(wire, issues)).toEqual(expected);
  expect(wire.read).toHaveLength(2);
});

it("readBlockers() reads issue by issue where GitHub refuses the query", async () => {
  const refusal = new TerminalError("Field 'blockedBy' doesn't exist on type 'Issue'", { status: 400 });
  const wire = wireWith(() => Promise.reject(refusal));

  expect(await readBlockers(wire, issues)).toEqual(expected);
  expect(wire.read).toHaveLength(2);
});
