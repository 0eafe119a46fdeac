import type { GitHub } from "./github.ts";
import type { Ports } from "./ports.ts";
import type { Lease } from "./store.ts";

/** One reconcile under way: who acts, with what, under which lease. */
export interface Round {
  readonly github: GitHub;
  readonly ports: Ports;
  /** Absent for Action and CLI, where nobody else is there. */
  readonly lease: Lease | undefined;
  /** Aborted when the program is to end. */
  readonly signal: AbortSignal | undefined;
}
