import { RetryableError } from "./errors.ts";
import type { Sleep } from "./keep-lease.ts";
import { workOnce } from "./work.ts";
import type { WorkInput } from "./work.ts";

/** A lease outlives the longest request several times; a killed worker's targets come again after it. */
const leaseMsDefault = 120_000;

/** How soon a mark is seen. */
const idleMs = 250;

/** How long a store that is out of reach is left alone. */
const storeDownMs = 1_000;

/** What a process manager allows between the request to end and the kill is 30 s. */
export const drainMsMax = 25_000;

export interface WorkerInput extends Omit<WorkInput, "leaseMs" | "loud"> {
  readonly sleep: Sleep;
  /** Ends the worker: no target is taken any more, and those under way have 25 s. */
  readonly signal: AbortSignal;
  readonly leaseMs?: number;
  /** Targets reconciled at once. @default {4} */
  readonly lanes?: number;
}

/**
 * Reconciles what is due until the signal; a target is never in two lanes, nor with another worker on the same store.
 * Resolves when everything under way has ended, or 25 s after the signal: what is left then comes again when its lease
 * runs out. Rejects where the store is broken for good.
 */
export async function runWorker(input: WorkerInput): Promise<void> {
  const failing = new AbortController();
  const signal = AbortSignal.any([input.signal, failing.signal]);
  const work: WorkInput = { ...input, signal, leaseMs: input.leaseMs ?? leaseMsDefault };
  const lanes = Promise.all(
    Array.from({ length: input.lanes ?? 4 }, () => runLane(work, input.sleep, signal)),
  );
  try {
    await Promise.race([lanes, drainDeadline(input.sleep, signal)]);
  } finally {
    failing.abort();
  }
}

async function runLane(work: WorkInput, sleep: Sleep, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await workOnce(work))) await sleep(idleMs, signal);
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      work.log?.({ kind: "store-unavailable", reason: error.message });
      await sleep(storeDownMs, signal);
    }
  }
}

async function drainDeadline(sleep: Sleep, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
  await sleep(drainMsMax);
}
