import { RetryableError, TerminalError } from "./errors.ts";

/** Failures in a row, without any progress between them, after which a target that breaks us is set aside. */
export const attemptsMax = 8;

const backoffFirstMs = 5_000;
const backoffMsMax = 10 * 60_000;

/** A refusal is asked about again after so long: at most one call in an hour on a permission that is missing. */
const refusedMs = 60 * 60_000;
const quarantinedMs = 6 * 60 * 60_000;

/** What to do with a target whose reconcile rejected. */
export interface WayOn {
  /** `fail` is shown to people; `park` mends itself. */
  readonly kind: "park" | "fail";
  readonly until: Date;
  readonly reason: string;
}

export interface Failure {
  readonly error: unknown;
  /** Failures before this one since the target was last clean or made progress. */
  readonly attempts: number;
  readonly now: Date;
  /** From 0 to below 1: spreads those who failed together. */
  readonly jitter: number;
}

/** When a target is tried again: the world's errors as they say themselves, our own eight times and then set aside. */
export function wayOn(failure: Failure): WayOn {
  const { error, attempts, now, jitter } = failure;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof RetryableError) {
    return { kind: "park", until: error.nextAt ?? backoff(attempts, now, jitter), reason };
  }
  if (error instanceof TerminalError) {
    return { kind: "fail", until: new Date(now.getTime() + refusedMs), reason };
  }
  if (attempts + 1 < attemptsMax) return { kind: "park", until: backoff(attempts, now, jitter), reason };
  return quarantine(attempts + 1, now, reason);
}

/** Sets a target aside that breaks us again and again, or whose workers die of it. */
export function quarantine(attempts: number, now: Date, reason: string): WayOn {
  return {
    kind: "fail",
    until: new Date(now.getTime() + quarantinedMs),
    reason: `set aside after ${attempts} attempts: ${reason}`,
  };
}

function backoff(attempts: number, now: Date, jitter: number): Date {
  const fullMs = Math.min(backoffFirstMs * 2 ** attempts, backoffMsMax);
  return new Date(now.getTime() + Math.round(fullMs * (0.5 + jitter / 2)));
}
