import type { Connect } from "./github.ts";
import type { PlanParser } from "./plan-parser.ts";
import type { Store } from "./store.ts";

/** Everything a reconcile may touch, chosen by a door. */
export interface Ports {
  readonly connect: Connect;
  readonly parser: PlanParser;
  readonly store: Store;
  readonly now: () => Date;
  /** How long a create whose answer was lost is waited for before it is looked for: GitHub's lag. */
  readonly quarantineMs: number;
  /** Where people see issues, without a slash at the end: `https://github.com`. */
  readonly webUrl: string;
}
