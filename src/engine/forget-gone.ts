import type { LedgerEntry } from "../model/ledger.ts";
import type { ObservedIssue } from "../model/observed.ts";
import { readBody } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import { subjectOfTask } from "../reconcile/candidate.ts";
import type { Situation } from "./gather-plan.ts";
import { scopeOf } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import type { Round } from "./round.ts";

/**
 * Forgets issues that GitHub says are gone where a person asks for new ones: by `/plangate recheck`, or by taking the
 * link out of a task's line; and those that went with their line to another place in the plan, or to another plan, so
 * that a new line may say the same at the old one. True where there was one, so that everything is looked at anew.
 */
export async function forgetGone(situation: Situation, { ports }: Round): Promise<boolean> {
  const { home, path, ledger, matches, observed } = situation;
  const holders = new Map([...matches].map(([subject, issue]) => [issueKey(issue), subject]));
  const issues = observedIssues(observed);
  const asked = ledger.filter(
    (entry) =>
      isAnothers(entry, holders) ||
      hasLeft(entry, issues, situation) ||
      (isGone(entry, situation) && isAskedFor(entry, situation)),
  );
  for (const { subject } of asked) await ports.store.forget(scopeOf(home.facts.id, path), subject);
  return asked.length > 0;
}

/** True where the issue stands for another line by now. */
function isAnothers({ subject, state, issue }: LedgerEntry, holders: ReadonlyMap<string, Subject>): boolean {
  const holder = state === "done" && issue !== undefined ? holders.get(issueKey(issue)) : undefined;
  return holder !== undefined && holder !== subject;
}

/** True where the issue's own comment says that it is of another plan by now. */
function hasLeft(
  { state, issue }: LedgerEntry,
  issues: ReadonlyMap<string, ObservedIssue>,
  { home, path, paths }: Situation,
): boolean {
  const facts = state === "done" && issue !== undefined ? issues.get(issueKey(issue)) : undefined;
  const body = facts === undefined ? undefined : readBody(facts.body);
  const marker = body?.kind === "region" ? body.marker : undefined;
  return (
    marker !== undefined &&
    marker.home === home.facts.id &&
    marker.plan !== path &&
    paths.includes(marker.plan)
  );
}

function isGone({ state, issue }: LedgerEntry, { observed }: Situation): boolean {
  if (state !== "done" || issue === undefined) return false;
  const read = observed.linked.find((one) => issueKey(one.issue) === issueKey(issue));
  return read?.facts.kind === "known" && read.facts.value === null;
}

function isAskedFor({ subject }: LedgerEntry, { talk, parsed, planSettings }: Situation): boolean {
  if (talk.rechecked) return true;
  if (planSettings.links === "off" || planSettings.writeBack === "off") return false;
  const task = parsed.plan.tasks.find((one) => subjectOfTask(one) === subject);
  return task !== undefined && task.link === undefined && task.linkOffset !== undefined;
}
