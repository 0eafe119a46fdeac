import { digest } from "../model/digest.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { TerminalError, UncertainError } from "./errors.ts";
import { openRun } from "./apply-run.ts";
import type { ApplyInput, Run } from "./apply-run.ts";
import { assertAudience } from "./assert-audience.ts";
import { perform } from "./perform.ts";
import { isDispensable, madeBy, neededBy } from "./stands-on.ts";
import { requestMsMax } from "./time-limits.ts";

/** What GitHub refused is asked for again after so long: a missing permission must not be met by a storm. */
const refusedMs = 60 * 60_000;

/**
 * Performs operations one at a time, in their order, each with one write; what became of each comes back in the same
 * order, up to the one that `endsWith` ends it with. A refusal ends the operations that stand on it and no other, and is not asked for again within the hour; a lost answer is never sent again. Rejects with
 * RetryableError where the list is worth nothing any more (a head moved, a limit): what was done is recorded, and the
 * next round observes afresh. Killed at any point, the next round makes nothing twice.
 */
export async function apply(input: ApplyInput): Promise<readonly Outcome[]> {
  const run = await openRun(input);
  const outcomes: Outcome[] = [];
  // One at a time: GitHub asks that content be created serially.
  for (const operation of input.operations) {
    const outcome = hold(run, operation) ?? (await tryPerform(run, operation));
    const name = madeBy(operation);
    const isLet = outcome.kind === "done" || (outcome.kind === "refused" && isDispensable(operation));
    if (!isLet && name !== undefined) run.missing.set(name, outcome);
    outcomes.push(outcome);
    if (input.endsWith?.(outcome) === true) break;
  }
  return outcomes;
}

/** The outcome of an operation that may not be sent at all; undefined where it may. */
function hold(run: Run, operation: Operation): Outcome | undefined {
  if (run.input.signal?.aborted === true) {
    return { kind: "held", operation, reason: "plangate is ending", nextAt: run.input.now() };
  }
  const { lease } = run.input;
  if (lease !== undefined && run.input.now().getTime() + requestMsMax >= lease.until.getTime()) {
    return { kind: "held", operation, reason: "the lease is lost or about to end", nextAt: run.input.now() };
  }
  for (const name of neededBy(operation)) {
    const missing = run.missing.get(name);
    if (missing === undefined) continue;
    const reason = `it stands on the ${name}: ${missing.reason}`;
    const nextAt = missing.kind === "refused" ? undefined : missing.nextAt;
    return { kind: "held", operation, reason, ...(nextAt === undefined ? {} : { nextAt }) };
  }
  return undefined;
}

async function tryPerform(run: Run, operation: Operation): Promise<Outcome> {
  const { store, scope, occasion, now } = run.input;
  const name = digest(JSON.stringify([occasion, operation]));
  const before = run.refusals.get(name);
  if (before !== undefined) return { kind: "refused", operation, reason: before };
  try {
    await assertAudience(run, operation);
    return await perform(run, operation);
  } catch (error) {
    if (error instanceof UncertainError) return { kind: "uncertain", operation, reason: error.message };
    if (!(error instanceof TerminalError)) throw error;
    const reason = error.message;
    await store.refuse(scope, name, { reason, until: new Date(now().getTime() + refusedMs) });
    return { kind: "refused", operation, reason, ...(error.code === undefined ? {} : { code: error.code }) };
  }
}
