import type { Log } from "./log.ts";
import type { Store } from "./store.ts";
import { workOnce } from "./work.ts";
import type { Reconcile, WorkInput } from "./work.ts";

/** Nobody else is there to take a target over. */
const leaseMs = 24 * 3_600_000;

/** Reconciles that mark each other for ever are our own mistake. */
const reconcilesMax = 100_000;

export interface DrainOptions {
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  readonly log?: Log;
}

/**
 * Reconciles, one after the other, until nothing is due; how many there were. For Action, CLI and tests, which are
 * alone with their store. What waits for a time is left: `waiting()` says what and why. An error of our own rejects.
 */
export async function drain(store: Store, reconcile: Reconcile, options: DrainOptions = {}): Promise<number> {
  const work: WorkInput = {
    random: () => 0,
    now: () => new Date(),
    ...options,
    store,
    reconcile,
    leaseMs,
    loud: true,
  };
  let count = 0;
  while (options.signal?.aborted !== true && (await workOnce(work))) {
    count += 1;
    if (count >= reconcilesMax)
      throw new Error(`Cannot come to an end: ${count} reconciles and more are due`);
  }
  return count;
}
