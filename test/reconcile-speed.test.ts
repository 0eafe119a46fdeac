import { expect, it } from "vitest";
import { diffWorld, rewordedWorld, syncedWorld, unsyncedWorld } from "./bench/diff-worlds.ts";
import { growth } from "./bench/measure-reconcile.ts";

it.each([
  ["a first sync", unsyncedWorld],
  ["a plan whose every task was reworded", (count: number) => rewordedWorld(count, 1)],
  ["a plan that is in sync", syncedWorld],
])(
  "diff() of 5,000 tasks takes no more than ten diffs of 500, and two fifths for the larger memory: %s",
  (...[, worldWith]) => {
    // A machine may be busy with other things, and collects garbage when it likes.
    expect(growth(diffWorld, worldWith, { count: 500, rounds: 7 })).toBeLessThan(14);
  },
  120_000,
);
