import { describe, expect, it } from "vitest";
import { fuzz, fuzzRuns } from "./fuzz-plan.ts";

describe("parsePlan() and editPlan() on generated documents", () => {
  it(
    `neither crash, hang, lose a box nor edit amiss in ${fuzzRuns} documents`,
    () => {
      expect(fuzz([])).toEqual([]);
    },
    60_000 + fuzzRuns * 50,
  );
});
