import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { thresholdsIn } from "./thresholds.ts";

interface Case {
  readonly words: string;
  /** What is measured, comparator, number, unit. */
  readonly thresholds: readonly string[];
}

/** What real plans write, each read by a person. */
const cases = JSON.parse(
  readFileSync(new URL("thresholds.cases.json", import.meta.url), "utf8"),
) as readonly Case[];

const told = (words: string): readonly string[] =>
  thresholdsIn(words).map(
    (one) => `${one.metric} ${one.comparator} ${one.value} ${one.unit}${one.baseline ? " of before" : ""}`,
  );

describe("thresholdsIn()", () => {
  it("has a table of over 150 lines, a third of which ask for no number", () => {
    expect(cases.length).toBeGreaterThan(150);
    expect(cases.filter(({ thresholds }) => thresholds.length === 0).length).toBeGreaterThan(50);
  });

  it.each(cases)("reads $words", ({ words, thresholds }) => {
    expect(told(words)).toEqual(thresholds);
  });
});
