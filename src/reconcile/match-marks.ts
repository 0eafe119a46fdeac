import type { LedgerEntry } from "../model/ledger.ts";
import type { ObservedIssue } from "../model/observed.ts";
import { describeIssue } from "../model/repository.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Candidate } from "./candidate.ts";
import { problemAt, quote } from "./describe.ts";
import type { MatchDraft, Matching } from "./matching.ts";
import type { OwnedIssue, OwnedIssues } from "./owned-issues.ts";
import { isSameRepository, keyOf } from "./read-issues.ts";
import type { ReadIssue, ReadIssues } from "./read-issues.ts";

export interface MarkInput {
  readonly candidates: ReadonlyMap<Subject, Candidate>;
  readonly issues: ReadIssues;
  readonly owned: OwnedIssues;
  readonly ledger: readonly LedgerEntry[];
  /** Issues that GitHub says are there no more, by `keyOf`. */
  readonly gone: ReadonlySet<string>;
}

/** Second rule of identity: the ledger says which issue was made for a node. */
export function matchLedger({ candidates, issues, owned, ledger }: MarkInput, draft: MatchDraft): void {
  for (const { subject, state, issue } of ledger) {
    if (state !== "done" || issue === undefined) continue;
    if (!candidates.has(subject) || draft.isSettled(subject)) continue;
    const read = issues.get(keyOf(issue));
    if (read === undefined) draft.unseen.set(subject, issue);
    else if (!draft.isTaken(read) && !isYoungerTwin(read, owned, subject)) draft.take(subject, read);
  }
}

/** Of an issue that was made twice the older one goes on, whichever the ledger knows. */
function isYoungerTwin(read: ReadIssue, { ours }: OwnedIssues, subject: Subject): boolean {
  if (read.issue.state === "closed" && read.issue.stateReason !== "duplicate") return false;
  return ours.some(
    ({ issue, marker }) =>
      marker.subject === subject && issue.state === "open" && byAge(issue, read.issue) < 0,
  );
}

/** Numbers grow within one repository, ids over all of GitHub. */
function byAge(left: ObservedIssue, right: ObservedIssue): number {
  const isNumbered = isSameRepository(left.ref.repository, right.ref.repository);
  return isNumbered ? left.ref.number - right.ref.number : left.id - right.id;
}

/** Third rule: the marker in an issue that our own app opened. Open twins of a node's issue are found on the way. */
export function matchMarkers({ candidates, owned }: MarkInput, draft: MatchDraft): Matching["twins"] {
  const bySubject = new Map<Subject, OwnedIssue[]>();
  for (const read of owned.ours) {
    const { subject } = read.marker;
    if (draft.isTaken(read) || !candidates.has(subject) || draft.held.has(subject)) continue;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), read]);
  }
  const twins: { twin: OwnedIssue; kept: IssueRef }[] = [];
  for (const [subject, unsorted] of bySubject) {
    const reads = unsorted.sort((left, right) => byAge(left.issue, right.issue));
    const taken = draft.issueOf.get(subject);
    const kept = taken ?? reads.find(({ issue }) => issue.state === "open") ?? reads[0];
    if (kept === undefined) continue;
    if (taken === undefined) draft.take(subject, kept);
    for (const twin of reads) {
      if (twin === kept) continue;
      draft.reserve(twin.issue.ref);
      if (twin.issue.state === "open") twins.push({ twin, kept: kept.issue.ref });
    }
  }
  return twins;
}

/** Nodes whose issue may exist though it is not seen: a create under way, a list that lags, another installation. */
export function holdUnproven(
  { candidates, owned, ledger, gone }: MarkInput,
  draft: MatchDraft,
  home: IssueRef["repository"],
): void {
  for (const { subject, state, settledAfter } of ledger) {
    const candidate = candidates.get(subject);
    if (state === "done" || candidate === undefined || draft.isSettled(subject)) continue;
    const until = settledAfter === undefined ? "" : ` before ${settledAfter.toISOString()}`;
    draft.hold(
      subject,
      problemAt(
        candidate.line,
        "create-under-way",
        `Cannot say yet whether ${quote(candidate.title)} has its issue: the answer of GitHub is awaited, and nothing is created${until}`,
      ),
    );
  }
  for (const [subject, issue] of draft.unseen) {
    const candidate = candidates.get(subject);
    if (candidate === undefined || draft.isSettled(subject)) continue;
    if (gone.has(keyOf(issue))) {
      // Nothing can be hung below it or wait for it.
      draft.unseen.delete(subject);
      const name = describeIssue(issue, home);
      const message = `Cannot sync ${quote(candidate.title)}: its issue ${name} was deleted or moved, or became a discussion. Say /plangate recheck on another issue of this plan to have a new one made`;
      draft.hold(subject, problemAt(candidate.line, "issue-gone", message));
      continue;
    }
    draft.hold(
      subject,
      problemAt(
        candidate.line,
        "issue-unseen",
        `Cannot see the issue ${describeIssue(issue, home)} of ${quote(candidate.title)}: GitHub does not list it, now or any more. Nothing is created in its place`,
      ),
    );
  }
  for (const { marker, issue } of owned.foreign) {
    const candidate = candidates.get(marker.subject);
    if (candidate === undefined || draft.isSettled(marker.subject)) continue;
    draft.hold(
      marker.subject,
      problemAt(
        candidate.line,
        "issue-of-another",
        `Cannot sync ${quote(candidate.title)}: its issue ${describeIssue(issue.ref, home)} belongs to another installation of plangate (${quote(marker.deployment)}). Let one of the two keep this plan`,
      ),
    );
  }
}
