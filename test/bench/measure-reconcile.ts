import { candidatesOf } from "../../src/reconcile/candidate.ts";
import { match } from "../../src/reconcile/match.ts";
import { readIssues } from "../../src/reconcile/read-issues.ts";
import type { World } from "../../src/reconcile/simulate.ts";
import { diffWorld, rewordedWorld, syncedWorld } from "./diff-worlds.ts";
import { ratioOf } from "./measure.ts";
import type { Row } from "./measure.ts";

/** How many times as large the large worlds are. */
const times = 10;

/**
 * What a world of `count` times ten tasks takes as a multiple of one of `count`: ten small ones are worked on, one
 * after the other, so that both go through the same amount of memory.
 */
export function growth(
  work: (world: World) => unknown,
  worldWith: (count: number) => World,
  { count, rounds }: { readonly count: number; readonly rounds: number },
): number {
  const small = Array.from({ length: times }, () => worldWith(count));
  const large = worldWith(count * times);
  const baseline = (): void => small.forEach((world) => void work(world));
  return times * ratioOf({ subject: () => work(large), baseline, rounds });
}

/** Which issue is whose, after a third of the lines got other words, with no links in them. */
export function matchWorld({ plan, observed, ledger }: World): ReturnType<typeof match> {
  const path = "docs/plan.md";
  const name = { path, paths: [path], home: observed.home.id, deployment: "test" };
  return match({
    candidates: candidatesOf(plan, path),
    observed,
    issues: readIssues(observed),
    ledger,
    name,
  });
}

export function reconcileRows(): readonly Row[] {
  const sizes = { count: 500, rounds: 5 };
  const third = (count: number): World => rewordedWorld(count, 3);
  return [
    { what: "diff of 5,000 tasks in sync / of 500", ratio: growth(diffWorld, syncedWorld, sizes), aim: 12 },
    {
      what: "diff of 5,000 tasks, a third reworded / of 500",
      ratio: growth(diffWorld, third, sizes),
      aim: 12,
    },
    {
      what: "matching 5,000 lines to 5,000 issues, a third reworded / 500 to 500",
      ratio: growth(matchWorld, third, sizes),
      aim: 15,
    },
  ];
}
