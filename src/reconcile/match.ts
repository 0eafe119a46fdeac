import type { LedgerEntry } from "../model/ledger.ts";
import type { Observed } from "../model/observed.ts";
import type { Subject } from "../model/subject.ts";
import type { Candidate } from "./candidate.ts";
import { nameIssue, problemAt, quote } from "./describe.ts";
import { matchLinks } from "./match-links.ts";
import type { LinksElsewhere } from "./match-links.ts";
import { holdUnproven, matchLedger, matchMarkers } from "./match-marks.ts";
import { matchWords } from "./match-words.ts";
import { MatchDraft } from "./matching.ts";
import type { Matching } from "./matching.ts";
import { ownedIssues } from "./owned-issues.ts";
import type { OwnedIssues, PlanName } from "./owned-issues.ts";
import { plainTitle } from "./plain-title.ts";
import { keyOf } from "./read-issues.ts";
import type { ReadIssues } from "./read-issues.ts";

export interface MatchInput {
  readonly candidates: readonly Candidate[];
  readonly observed: Observed;
  /** What was observed, as `readIssues` gives it. */
  readonly issues: ReadIssues;
  readonly ledger: readonly LedgerEntry[];
  readonly name: PlanName;
  readonly elsewhere?: LinksElsewhere | undefined;
}

/**
 * Finds every node's issue: the link in its line, the ledger, the marker in an issue that our app opened, its words.
 * Labels and search are never asked.
 */
export function match(input: MatchInput): Matching {
  const { candidates, observed, issues, ledger, name, elsewhere } = input;
  const bySubject = new Map(candidates.map((candidate) => [candidate.subject, candidate]));
  const owned = ownedIssues(issues, name, new Set(bySubject.keys()));
  const draft = new MatchDraft();
  const marks = { candidates: bySubject, issues, owned, ledger, gone: goneOf(observed) };
  const home = observed.home.name;

  matchLinks({ candidates, issues, observed, name, elsewhere }, draft);
  matchLedger(marks, draft);
  const twins = matchMarkers(marks, draft);
  holdUnproven(marks, draft, home);
  holdNameless({ bySubject, owned, observed }, draft);
  matchWords({ candidates, owned }, draft, home);

  return {
    issueOf: draft.issueOf,
    held: draft.held,
    unseen: draft.unseen,
    // The issue of a line that is held back, or that stands in another plan now, is not one whose line is gone.
    orphans: owned.ours.filter(
      (read) =>
        !draft.isTaken(read) &&
        elsewhere?.has(keyOf(read.issue.ref)) !== true &&
        isOfALine(read.marker.subject) &&
        !draft.held.has(read.marker.subject),
    ),
    twins,
    problems: draft.problems,
  };
}

/** Issues that GitHub says are there no more. */
function goneOf({ linked }: Observed): ReadonlySet<string> {
  return new Set(
    linked.flatMap(({ issue, facts }) =>
      facts.kind === "known" && facts.value === null ? [keyOf(issue)] : [],
    ),
  );
}

/** Incidents and the tracking issue stand for no line of the plan, so none can leave it. */
function isOfALine(subject: Subject): boolean {
  return subject.startsWith("task:") || subject.startsWith("phase:");
}

/** An open issue of ours that lost its marker may be a node's: one with the same title is not made again. */
function holdNameless(
  {
    bySubject,
    owned,
    observed,
  }: {
    readonly bySubject: ReadonlyMap<Subject, Candidate>;
    readonly owned: OwnedIssues;
    readonly observed: Observed;
  },
  draft: MatchDraft,
): void {
  const lost = owned.nameless.filter((read) => read.issue.state === "open" && !draft.isTaken(read));
  if (lost.length === 0) return;
  const byTitle = new Map<string, Candidate[]>();
  for (const candidate of bySubject.values()) {
    if (draft.isSettled(candidate.subject)) continue;
    byTitle.set(candidate.title, [...(byTitle.get(candidate.title) ?? []), candidate]);
  }
  for (const { issue } of lost) {
    for (const { subject, line, title: words } of byTitle.get(plainTitle(issue.title)) ?? []) {
      draft.hold(
        subject,
        problemAt(
          line,
          "marker-lost",
          `Cannot tell whether ${nameIssue(issue, observed.home.name)} is the issue of ${quote(words)}: its hidden comment is gone. Link the line to it, or retitle or close it`,
        ),
      );
    }
  }
}
