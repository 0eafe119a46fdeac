import { expect, it } from "vitest";
import { usualMetrics } from "../../src/gates/usual-metrics.ts";
import type { Threshold } from "../../src/model/plan.ts";
import { dimensionOf } from "../../src/model/units.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { sharedPlans } from "./plans-folder.ts";

const thresholds = sharedPlans().flatMap(({ bytes }): readonly Threshold[] =>
  parsePlan(bytes).plan.gates.flatMap(({ criteria }) =>
    criteria.flatMap(({ threshold, furtherThresholds = [] }) =>
      threshold === undefined ? [] : [threshold, ...furtherThresholds],
    ),
  ),
);

it("every unit that a gate of the real plans asks for can be compared", () => {
  const unknown = thresholds.filter(({ unit }) => dimensionOf(unit) === undefined);

  expect(thresholds.length).toBeGreaterThan(100);
  expect([...new Set(unknown.map(({ unit }) => unit))]).toEqual([]);
});

it("most of their thresholds have a usual metric", () => {
  const named = thresholds.filter((one) => usualMetrics({ ...one, about: one.metric }).length > 0);

  expect(named.length / thresholds.length).toBeGreaterThan(0.6);
});
