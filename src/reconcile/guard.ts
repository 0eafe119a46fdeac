import type { Problem } from "../model/problem.ts";
import { problemAt } from "./describe.ts";

/** So many issues, and this share of a plan's open ones, may be closed without asking. */
const removalsMax = 5;
const removalFractionMax = 0.2;

/** Asks for a person's word where a change would close much of a plan; undefined where it may go on. */
export function guard(closing: number, open: number, confirmed: boolean): Problem | undefined {
  if (confirmed || closing <= removalsMax || closing <= open * removalFractionMax) return undefined;
  return problemAt(
    1,
    "removal-guard",
    `Cannot close ${closing} of ${open} open issues whose lines are gone from the plan: that is more than a fifth, and waits for /plangate confirm`,
  );
}
