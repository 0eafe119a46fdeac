import { describe, expect, it } from "vitest";
import { fuzzRuns, runFuzz } from "../fuzz/run-fuzz.ts";
import { sharedPlans } from "./plans-folder.ts";

describe("parsePlan() and editPlan() on real plans that were spoilt", () => {
  it(
    `neither crash, hang, lose a box nor edit amiss in ${fuzzRuns} documents`,
    async () => {
      const samples = sharedPlans().map(({ bytes }) => bytes);

      expect(await runFuzz(samples)).toEqual([]);
    },
    60_000 + fuzzRuns * 50,
  );
});
