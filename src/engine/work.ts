import { keyOfTarget } from "../model/target.ts";
import type { Target } from "../model/target.ts";
import { RetryableError, TerminalError } from "./errors.ts";
import { keepLease } from "./keep-lease.ts";
import type { Sleep } from "./keep-lease.ts";
import type { Log } from "./log.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import { scrub } from "./scrub.ts";
import type { History, Lease, Queue } from "./store.ts";
import { attemptsMax, quarantine, wayOn } from "./way-on.ts";
import type { WayOn } from "./way-on.ts";

/**
 * Reconciles one target under a lease whose `until` moves on as it is extended. The signal says that the program is to
 * end: what is not begun stays undone.
 */
export type Reconcile = (
  target: Target,
  lease: Lease,
  signal: AbortSignal | undefined,
) => Promise<ReconcileResult>;

export interface WorkInput {
  readonly store: Queue & Pick<History, "record">;
  readonly reconcile: Reconcile;
  readonly now: () => Date;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly leaseMs: number;
  /** Absent: the lease is not extended; for one who is alone with the store. */
  readonly sleep?: Sleep;
  readonly signal?: AbortSignal;
  readonly log?: Log;
  /** True: an error of our own rejects instead of being counted. */
  readonly loud?: boolean;
}

/** Reconciles the target that waits longest; false where none is due. Rejects only as the store does. */
export async function workOnce(input: WorkInput): Promise<boolean> {
  const { store, now, sleep, leaseMs } = input;
  const lease = await store.lease(leaseMs);
  if (lease === undefined) return false;
  if (lease.lapsed && lease.attempts >= attemptsMax) {
    const reason = "every worker that took it was killed or stuck";
    await end(input, { lease, startedAt: now() }, quarantine(lease.attempts, now(), reason));
    return true;
  }
  if (sleep === undefined) {
    await reconcileUnder(input, lease);
    return true;
  }
  const kept = keepLease(lease, { store, now, sleep, leaseMs });
  try {
    await reconcileUnder(input, kept.lease);
  } finally {
    await kept.end();
  }
  return true;
}

interface Turn {
  readonly lease: Lease;
  readonly startedAt: Date;
}

async function reconcileUnder(input: WorkInput, lease: Lease): Promise<void> {
  const turn: Turn = { lease, startedAt: input.now() };
  let ended: ReconcileResult | WayOn;
  try {
    ended = await input.reconcile(lease.target, lease, input.signal);
    // Before its lease ends: killed between the two, it is only expanded again.
    if (ended.mark.length > 0) await input.store.mark(ended.mark);
  } catch (error) {
    const isWorlds = error instanceof RetryableError || error instanceof TerminalError;
    if (input.loud === true && !isWorlds) throw error;
    const attempts = await input.store.failures(lease);
    ended = wayOn({ error, attempts, now: input.now(), jitter: input.random() });
  }
  await end(input, turn, ended);
}

/** Ends the lease as the reconcile ended, and says so in the history and the log. */
async function end(input: WorkInput, turn: Turn, ended: ReconcileResult | WayOn): Promise<void> {
  const { store, now } = input;
  const { lease, startedAt } = turn;
  const reason = scrub("note" in ended ? ended.note : ended.reason);
  const target = keyOfTarget(lease.target);
  if (!(await release(store, lease, { ended, reason }))) {
    input.log?.({ kind: "lease-lost", target });
    return;
  }
  const result = resultOf(ended);
  const reads = "reads" in ended ? (ended.reads ?? 0) : 0;
  const writes = "writes" in ended ? (ended.writes ?? 0) : 0;
  await store.record({ target, at: now(), result, reads, writes, note: reason });
  const durationMs = now().getTime() - startedAt.getTime();
  input.log?.({
    kind: "reconciled",
    target,
    result,
    attempts: lease.attempts,
    durationMs,
    reads,
    writes,
    reason,
  });
}

async function release(
  store: Queue,
  lease: Lease,
  { ended, reason }: { readonly ended: ReconcileResult | WayOn; readonly reason: string },
): Promise<boolean> {
  switch (ended.kind) {
    case "clean":
      return store.finish(lease);
    case "parked":
      return store.defer(lease, ended.until, reason);
    case "park":
      return store.park(lease, ended.until, reason);
    case "fail":
      return store.fail(lease, ended.until, reason);
  }
}

function resultOf(ended: ReconcileResult | WayOn): "clean" | "parked" | "failed" {
  switch (ended.kind) {
    case "clean":
      return "clean";
    case "parked":
    case "park":
      return "parked";
    case "fail":
      return "failed";
  }
}
