import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Run } from "./apply-run.ts";
import { RetryableError, TerminalError, UncertainError } from "./errors.ts";
import { requestMsMax } from "./time-limits.ts";

/**
 * Sends something that GitHub would make twice and that the next look would find: not again while GitHub may not show
 * it yet, whether the answer came, was lost, or the process died with it.
 */
export async function sendOnce(
  run: Run,
  operation: Operation,
  { name, send }: { readonly name: string; readonly send: () => Promise<void> },
): Promise<Outcome> {
  const { store, scope, lease, now, quarantineMs } = run.input;
  const sendBy = now().getTime() + requestMsMax;
  const until = new Date(sendBy + requestMsMax + quarantineMs);
  const claim = await store.claim(scope, name, { lease, until });
  if (claim.kind === "lease-lost") {
    return { kind: "held", operation, reason: "the lease is lost", nextAt: now() };
  }
  if (claim.kind === "taken") {
    const reason = "it was sent a moment ago, and GitHub may not show it yet";
    return { kind: "held", operation, reason, nextAt: claim.until };
  }
  if (now().getTime() >= sendBy) {
    await store.unclaim(scope, name, until);
    return { kind: "held", operation, reason: "there was no time left to send it", nextAt: now() };
  }
  try {
    await send();
    return { kind: "done", operation };
  } catch (error) {
    if (error instanceof UncertainError) {
      return { kind: "uncertain", operation, reason: error.message, nextAt: until };
    }
    if (error instanceof TerminalError || error instanceof RetryableError) {
      await store.unclaim(scope, name, until);
    }
    throw error;
  }
}
