import type { LedgerEntry } from "../model/ledger.ts";
import { subjectOfTask } from "../reconcile/candidate.ts";
import type { Situation } from "./gather-plan.ts";
import { scopeOf } from "./gather-plan.ts";
import { issueKey } from "./observed-issues.ts";
import type { Round } from "./round.ts";

/**
 * Forgets issues that GitHub says are gone where a person asks for new ones: by `/plangate recheck`, or by taking the
 * link out of a task's line. True where there was one, so that everything is looked at anew.
 */
export async function forgetGone(situation: Situation, { ports }: Round): Promise<boolean> {
  const { home, path, ledger } = situation;
  const asked = ledger.filter((entry) => isGone(entry, situation) && isAskedFor(entry, situation));
  for (const { subject } of asked) await ports.store.forget(scopeOf(home.facts.id, path), subject);
  return asked.length > 0;
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
