import { expect, it } from "vitest";
import { checkLimits, checkTaskCount } from "../../src/plan/check-limits.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { rewordedWorld, syncedWorld } from "./diff-worlds.ts";
import { largePlan, measureParse, smallPlan } from "./measure-parse.ts";
import { growth, matchWorld } from "./measure-reconcile.ts";
import { countSync, requestRatio } from "./measure-sync.ts";
import { tableOf } from "./table.ts";

it.each([
  ["small", { text: smallPlan, bytesMin: 13_000, bytesMax: 15_000 }],
  ["large", { text: largePlan, bytesMin: 1_000_000, bytesMax: 1_048_576 }],
])(
  "the %s plan is one that plangate takes, and as large as is said",
  (_, { text, bytesMin, bytesMax }) => {
    const bytes = new TextEncoder().encode(text);
    const parsed = parsePlan(bytes);

    expect([checkLimits(bytes), checkTaskCount(parsed), parsed.problems]).toEqual([[], [], []]);
    expect(bytes.length).toBeGreaterThan(bytesMin);
    expect(bytes.length).toBeLessThanOrEqual(bytesMax);
    expect(parsed.plan.gates.length).toBeGreaterThanOrEqual(parsed.plan.phases.length - 1);
  },
  60_000,
);

it("a first sync of 100 tasks takes hardly more requests than it makes things, and nothing is written twice", async () => {
  const count = await countSync(100, "dropped");

  expect(count).toMatchObject({ issues: 105, edges: 5, commits: 1, again: { writes: 0 } });
  expect(requestRatio(count)).toBeLessThanOrEqual(1.1);
}, 60_000);

it("a world in sync is matched whole, and every measure gives a number", () => {
  const third = (tasks: number) => rewordedWorld(tasks, 3);
  const sizes = { count: 10, rounds: 1 };

  expect(matchWorld(syncedWorld(100))).toMatchObject({ orphans: [], problems: [] });
  expect(growth(matchWorld, third, sizes)).toBeGreaterThan(0);
  expect(growth(matchWorld, syncedWorld, sizes)).toBeGreaterThan(0);
  expect(measureParse(smallPlan, 1)).toBeGreaterThan(0);
});

it("the table says what is reached and what is not", () => {
  const rows = [
    { what: "a / b", ratio: 0.5, aim: 0.8 },
    { what: "c / d", ratio: 12, aim: 1 },
    { what: "e", ratio: 1 },
  ];

  expect(tableOf(rows)).toBe(
    [
      "what  | ratio | aim    | ok",
      "a / b | 0.50  | <= 0.8 | yes",
      "c / d | 12.00 | <= 1   | no",
      "e     | 1.00  |        |",
      "",
    ].join("\n"),
  );
});
