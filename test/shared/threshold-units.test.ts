import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { usualMetrics } from "../../src/gates/usual-metrics.ts";
import type { Threshold } from "../../src/model/plan.ts";
import { dimensionOf } from "../../src/model/units.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { thresholdsIn } from "../../src/plan/thresholds.ts";
import { sharedPlans } from "./plans-folder.ts";

const criteria = sharedPlans().flatMap(({ bytes }) =>
  parsePlan(bytes).plan.gates.flatMap((gate) => gate.criteria),
);
const thresholds = criteria.flatMap(({ threshold, furtherThresholds = [] }): readonly Threshold[] =>
  threshold === undefined ? [] : [threshold, ...furtherThresholds],
);

/** Longer lines are prose around a number; the table holds what is asked for in a line of its own. */
const wordsMax = 120;

it("every unit that a gate of the real plans asks for can be compared", () => {
  const unknown = thresholds.filter(({ unit }) => dimensionOf(unit) === undefined);

  expect(thresholds.length).toBeGreaterThan(100);
  expect([...new Set(unknown.map(({ unit }) => unit))]).toEqual([]);
});

it("most of their thresholds have a usual metric", () => {
  const named = thresholds.filter((one) => usualMetrics({ ...one, about: one.metric }).length > 0);

  expect(named.length / thresholds.length).toBeGreaterThan(0.6);
});

it("every line of them that asks for a number is in the table", () => {
  const file = new URL("../../src/plan/thresholds.cases.json", import.meta.url);
  const table = JSON.parse(readFileSync(file, "utf8")) as readonly { readonly words: string }[];
  const known = new Set(table.map(({ words }) => words));
  const lines = criteria
    .flatMap(({ text, expectation }) => (expectation === undefined ? [text] : [text, expectation]))
    .filter((line) => line.length <= wordsMax && thresholdsIn(line).length > 0);

  expect(lines.length).toBeGreaterThan(90);
  expect(lines.filter((line) => !known.has(line))).toEqual([]);
});
