import { describe, expect, it } from "vitest";
import { fuzzRuns, runFuzz } from "./run-fuzz.ts";

describe("parsePlan() and editPlan() on generated documents", () => {
  it(
    `neither crash, hang, lose a box nor edit amiss in ${fuzzRuns} documents`,
    async () => {
      expect(await runFuzz([])).toEqual([]);
    },
    60_000 + fuzzRuns * 50,
  );
});
