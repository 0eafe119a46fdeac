import type { Outcome } from "../model/outcome.ts";

/** When the operations that wait may go on, and why they do not yet; undefined where nothing waits for a time. */
export function waitOf(
  outcomes: readonly Outcome[],
): { readonly until: Date; readonly reason: string } | undefined {
  let wait: { readonly until: Date; readonly reason: string } | undefined;
  for (const outcome of outcomes) {
    if (outcome.kind !== "held" && outcome.kind !== "uncertain") continue;
    const { nextAt, reason } = outcome;
    if (nextAt !== undefined && (wait === undefined || nextAt < wait.until)) wait = { until: nextAt, reason };
  }
  return wait;
}
