import { RetryableError } from "./errors.ts";
import type { Lease, Queue } from "./store.ts";

/** Resolves after `ms`, or as soon as the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

interface KeepInput {
  readonly store: Pick<Queue, "extend">;
  readonly now: () => Date;
  readonly sleep: Sleep;
  readonly leaseMs: number;
}

/** A lease that is extended in the background; its `until` is always the time known to be granted. */
export interface KeptLease {
  readonly lease: Lease;
  end(): Promise<void>;
}

/** Extends a lease three times as often as it runs out. Once it is lost `until` is long past, so nothing is sent. */
export function keepLease(lease: Lease, { store, now, sleep, leaseMs }: KeepInput): KeptLease {
  const ending = new AbortController();
  let until = lease.until;

  const beat = async (): Promise<void> => {
    for (;;) {
      await sleep(leaseMs / 3, ending.signal);
      if (ending.signal.aborted) return;
      const askedAt = now().getTime();
      try {
        if (!(await store.extend(lease, leaseMs))) {
          until = new Date(0);
          return;
        }
        until = new Date(askedAt + leaseMs);
      } catch (error) {
        // The store is out of reach: what was granted still holds, and is asked for again.
        if (!(error instanceof RetryableError)) throw error;
      }
    }
  };
  const beating = beat();
  // It is awaited in `end`; until then a failure must not be one that nobody handles.
  beating.catch(() => undefined);

  return {
    lease: {
      target: lease.target,
      fence: lease.fence,
      attempts: lease.attempts,
      lapsed: lease.lapsed,
      get until() {
        return until;
      },
    },
    end: () => {
      ending.abort();
      return beating;
    },
  };
}
