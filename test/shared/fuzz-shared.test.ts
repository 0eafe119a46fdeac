import { describe, expect, it } from "vitest";
import { fuzz, fuzzRuns } from "../fuzz/fuzz-plan.ts";
import { sharedPlans } from "./plans-folder.ts";

describe("parsePlan() and editPlan() on real plans that were spoilt", () => {
  it(
    `neither crash, hang, lose a box nor edit amiss in ${fuzzRuns} documents`,
    () => {
      const samples = sharedPlans().map(({ bytes }) => bytes);

      expect(fuzz(samples)).toEqual([]);
    },
    60_000 + fuzzRuns * 50,
  );
});
