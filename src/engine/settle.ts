import type { Known } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Ledger } from "./store.ts";

/** What a look at our own issues says of a create whose answer never came. */
export type Settlement =
  /** It happened. */
  | { readonly kind: "adopt"; readonly subject: Subject; readonly issue: IssueRef }
  /** GitHub's lag is over and it is not there: it may be planned anew. */
  | { readonly kind: "forget"; readonly subject: Subject; readonly settledAfter: Date }
  /** Too early to say, or not everything could be read. */
  | { readonly kind: "wait"; readonly subject: Subject; readonly until: Date };

export interface SettleInput {
  readonly entries: readonly LedgerEntry[];
  /** Our own issues in every repository the plan's issues may live in, each list whole. */
  readonly issues: Known<readonly ObservedIssue[]>;
  /** When reading them began: only a look that began after the lag can tell that something is not there. */
  readonly observedAt: Date;
  /** The subject an issue's marker names, where it is one of this plan, home and deployment. */
  readonly subjectOf: (issue: ObservedIssue) => Subject | undefined;
}

/** Decides about every entry under way. One that is found is adopted however early. */
export function settlements(input: SettleInput): readonly Settlement[] {
  const { entries, issues, observedAt } = input;
  const found = issues.kind === "known" ? issuesBySubject(issues.value, input.subjectOf) : new Map();
  return entries.flatMap((entry): readonly Settlement[] => {
    const { subject, settledAfter } = entry;
    if (entry.state === "done" || settledAfter === undefined) return [];
    const issue = found.get(subject);
    if (issue !== undefined) return [{ kind: "adopt", subject, issue: issue.ref }];
    if (issues.kind === "unknown" || observedAt < settledAfter) {
      return [{ kind: "wait", subject, until: settledAfter }];
    }
    return [{ kind: "forget", subject, settledAfter }];
  });
}

/**
 * Settles the creates of a plan that were under way when a worker died or an answer was lost: after it, the ledger says
 * of each whether it is done, to be made anew, or still to be waited for. Safe beside another worker's: an entry that
 * was replaced meanwhile stays.
 */
export async function settle(
  store: Pick<Ledger, "done" | "forget">,
  scope: string,
  input: SettleInput,
): Promise<readonly Settlement[]> {
  const decided = settlements(input);
  for (const settlement of decided) {
    switch (settlement.kind) {
      case "adopt":
        await store.done(scope, settlement.subject, settlement.issue);
        break;
      case "forget":
        await store.forget(scope, settlement.subject, settlement.settledAfter);
        break;
      case "wait":
        break;
    }
  }
  return decided;
}

/** The oldest issue of each subject: ids grow over all of GitHub, numbers only within one repository. */
function issuesBySubject(
  issues: readonly ObservedIssue[],
  subjectOf: SettleInput["subjectOf"],
): ReadonlyMap<Subject, ObservedIssue> {
  const oldest = new Map<Subject, ObservedIssue>();
  for (const issue of issues) {
    const subject = issue.own ? subjectOf(issue) : undefined;
    if (subject === undefined) continue;
    const other = oldest.get(subject);
    if (other === undefined || issue.id < other.id) oldest.set(subject, issue);
  }
  return oldest;
}
