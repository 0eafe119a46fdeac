import { expect, it } from "vitest";
import { diffWorld, rewordedWorld, syncedWorld, unsyncedWorld } from "./bench/diff-worlds.ts";
import { growth } from "./bench/measure-reconcile.ts";

it.each([
  ["a first sync", unsyncedWorld],
  ["a plan whose every task was reworded", (count: number) => rewordedWorld(count, 1)],
  ["a plan that is in sync", syncedWorld],
])(
  "diff() of 5,000 tasks takes some ten times a diff of 500, where a quadratic one takes a hundred: %s",
  (...[, worldWith]) => {
    expect(growth(diffWorld, worldWith, { count: 500, rounds: 7 })).toBeLessThan(14);
  },
  120_000,
);
