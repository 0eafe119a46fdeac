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
    const loose = () =>
      candidates.filter(
        ({ subject }) => isOf(kind, subject) && !draft.isSettled(subject) && !draft.unseen.has(subject),
      );
    const free = () =>
      owned.ours.filter((read) => isOf(kind, read.marker.subject) && !draft.isTaken(read)).map(wordedIssue);
    if (free().length === 0) continue;

    const currentGroup = groupsNow(owned, draft);
    const groupOf = (read: FreeIssue) => currentGroup(read.marker.parent ?? "plan");
    pairEqual(
      bucketsOf(loose(), (node) => `${node.group} ${node.words}`),
      bucketsOf(free(), (read) => `${groupOf(read)} ${read.words}`),
      draft,
    );
    pairSingle(
      bucketsOf(loose(), ({ words }) => words),
      bucketsOf(free(), ({ words }) => words),
      draft,
    );
    pairSingle(
      bucketsOf(loose(), ({ id }) => id),
      bucketsOf(free(), ({ marker }) => marker.id),
      draft,
    );
    // A done issue whose line left the plan is history; only an open one may be what a new line means.
    const open = () => free().filter(({ issue }) => issue.state === "open" && issue.own);
    pairAlike(
      loose().filter(({ top, open: isOpen }) => top && isOpen),
      open(),
      { draft, home },
    );
    for (const [node, read] of similarPairs(
      loose().filter(({ top, open: isOpen }) => top && !isOpen),
      open(),
    ).pairs) {
      draft.take(node.subject, read);
    }
  }
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

function bucketsOf<T>(items: readonly T[], keyOfItem: (item: T) => string | undefined): Map<string, T[]> {
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

/** Equal words, as many lines as issues: in the order of the file, which is the order of creation. */
function pairEqual(
  nodes: Map<string, Candidate[]>,
  reads: Map<string, FreeIssue[]>,
  draft: MatchDraft,
): void {
  for (const [key, bucket] of nodes) {
    const issues = reads.get(key) ?? [];
    if (issues.length !== bucket.length) continue;
    for (const [index, node] of bucket.entries()) {
      const read = issues[index];
      if (read !== undefined) draft.take(node.subject, read);
    }
  }
}

function pairSingle(
  nodes: Map<string, Candidate[]>,
  reads: Map<string, FreeIssue[]>,
  draft: MatchDraft,
): void {
  for (const [key, [node, another]] of nodes) {
    const [read, second] = reads.get(key) ?? [];
    if (node === undefined || read === undefined || another !== undefined || second !== undefined) continue;
    draft.take(node.subject, read);
  }
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
