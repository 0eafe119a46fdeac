import type { RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Candidate } from "./candidate.ts";
import { nameIssue, problemAt, quote } from "./describe.ts";
import type { MatchDraft } from "./matching.ts";
import type { OwnedIssue, OwnedIssues } from "./owned-issues.ts";
import { similarPairs } from "./similar-pairs.ts";

type Kind = "phase" | "task";

/**
 * Last rule: the same words in the same section, the same words, the same id, alike words. What is likely and not sure
 * is held and reported with its candidates: nothing is created for it and nothing of it is closed.
 */
export function matchWords(
  { candidates, owned }: { readonly candidates: readonly Candidate[]; readonly owned: OwnedIssues },
  draft: MatchDraft,
  home: RepositoryName,
): void {
  for (const kind of ["phase", "task"] as const) {
    const nodes = candidates.filter(({ subject }) => isOf(kind, subject));
    const reads = owned.ours.filter((read) => isOf(kind, read.marker.subject)).map(wordedIssue);
    if (reads.every((read) => draft.isTaken(read))) continue;

    const groupOf = groupsNow(owned, draft);
    const byPlace = new Equals(nodes, reads, {
      node: ({ group, words }) => `${group} ${words}`,
      read: ({ marker, words }) => `${groupOf(marker.parent ?? "plan")} ${words}`,
    });
    const byWords = new Equals(nodes, reads, { node: ({ words }) => words, read: ({ words }) => words });
    const byId = new Equals(nodes, reads, { node: ({ id }) => id, read: ({ marker }) => marker.id });
    byPlace.pair(draft, Number.POSITIVE_INFINITY);
    byWords.pair(draft, 1);
    byId.pair(draft, 1);

    const loose = () => nodes.filter((node) => node.top && isLoose(node, draft));
    // A done issue whose line left the plan is history; only an open one may be what a new line means.
    const open = () => reads.filter((read) => read.issue.state === "open" && !draft.isTaken(read));
    pairAlike(
      loose().filter((node) => node.open),
      open(),
      { draft, home },
    );
    const ticked = loose().filter((node) => !node.open);
    for (const [node, read] of similarPairs(ticked, open()).pairs) draft.take(node.subject, read);
  }
}

function isLoose({ subject }: Candidate, draft: MatchDraft): boolean {
  return !draft.isSettled(subject) && !draft.unseen.has(subject);
}

interface FreeIssue extends OwnedIssue {
  readonly words: string;
}

function isOf(kind: Kind, subject: Subject): boolean {
  return subject.startsWith(`${kind}:`);
}

/** The words we last asked for: people may have retitled the issue since. */
function wordedIssue(read: OwnedIssue): FreeIssue {
  const { title, id, subject } = read.marker;
  if (subject.startsWith("phase:"))
    return { ...read, words: title.replace(/^[\p{L}]+ [\w.]+\s*[:–—-]\s*/u, "") };
  return {
    ...read,
    words: id !== undefined && title.startsWith(`${id} `) ? title.slice(id.length + 1) : title,
  };
}

/** Phases that were reworded have another subject now than their tasks' markers say. */
function groupsNow(owned: OwnedIssues, draft: MatchDraft): (subject: Subject) => Subject {
  const before = new Map<string, Subject>();
  for (const { marker, issue } of owned.ours) {
    if (marker.subject.startsWith("phase:"))
      before.set(`${issue.ref.repository}#${issue.ref.number}`, marker.subject);
  }
  const now = new Map<Subject, Subject>();
  for (const [subject, { issue }] of draft.issueOf) {
    const former = before.get(`${issue.ref.repository}#${issue.ref.number}`);
    if (former !== undefined) now.set(former, subject);
  }
  return (subject) => now.get(subject) ?? subject;
}

interface Keys {
  readonly node: (node: Candidate) => string | undefined;
  readonly read: (read: FreeIssue) => string | undefined;
}

/** Nodes and issues that are equal in something. All of them are counted, so that the answer stays when some are paired. */
class Equals {
  readonly #nodes: ReadonlyMap<string, readonly Candidate[]>;
  readonly #reads: ReadonlyMap<string, readonly FreeIssue[]>;

  constructor(nodes: readonly Candidate[], reads: readonly FreeIssue[], keys: Keys) {
    this.#nodes = bucketsOf(nodes, keys.node);
    this.#reads = bucketsOf(reads, keys.read);
  }

  /** Pairs as many lines as issues, in the order of the file, which is the order of creation. */
  pair(draft: MatchDraft, countMax: number): void {
    for (const [key, nodes] of this.#nodes) {
      const reads = this.#reads.get(key) ?? [];
      if (reads.length !== nodes.length || nodes.length > countMax) continue;
      const loose = nodes.filter((node) => isLoose(node, draft));
      const free = reads.filter((read) => !draft.isTaken(read));
      if (loose.length !== free.length) continue;
      for (const [index, node] of loose.entries()) {
        const read = free[index];
        if (read !== undefined) draft.take(node.subject, read);
      }
    }
  }
}

function bucketsOf<T>(
  items: readonly T[],
  keyOfItem: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const buckets = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    if (key === undefined) continue;
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [item]);
    else bucket.push(item);
  }
  return buckets;
}

function pairAlike(
  nodes: readonly Candidate[],
  reads: readonly FreeIssue[],
  { draft, home }: { readonly draft: MatchDraft; readonly home: RepositoryName },
): void {
  const { pairs, ambiguous } = similarPairs(nodes, reads);
  for (const [node, read] of pairs) draft.take(node.subject, read);
  for (const { left, rights } of ambiguous) {
    const likely = rights.slice(0, 3).map(({ issue }) => nameIssue(issue, home));
    for (const { issue } of rights) draft.reserve(issue.ref);
    draft.hold(
      left.subject,
      problemAt(
        left.line,
        "ambiguous-issue",
        `Cannot tell which issue ${quote(left.title)} goes on with: ${likely.join(" or ")}. Link the line to the one it means, or close the one that is done with`,
      ),
    );
  }
}
