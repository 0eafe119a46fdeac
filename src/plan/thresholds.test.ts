import { describe, expect, it } from "vitest";
import { thresholdsIn } from "./thresholds.ts";

const told = (words: string): readonly string[] =>
  thresholdsIn(words).map(
    (one) => `${one.metric} ${one.comparator} ${one.value} ${one.unit}${one.baseline ? " base" : ""}`,
  );

describe("thresholdsIn()", () => {
  it.each([
    ["≥80% coverage", ["coverage >= 80 %"]],
    ["Coverage must be ‚â•80% overall", ["Coverage overall >= 80 %"]],
    ["API response time: <500ms (95th percentile)", ["API response time < 500 ms"]],
    ["80%+ test coverage", ["test coverage >= 80 %"]],
    ["100% test pass rate", ["test pass rate >= 100 %"]],
    [">80% test coverage (target: 100%)", ["test coverage > 80 %"]],
    ["Zero errors, <10 warnings", ["errors = 0 errors", "warnings < 10 warnings"]],
    ["No high/critical findings", ["high/critical findings = 0 findings"]],
    ["No regression >5% from baseline", ["regression <= 5 % base"]],
    ["Coverage >80%.", ["Coverage > 80 %"]],
    ["RTO <1h", ["RTO < 1 h"]],
    ["Onboarding < 30min", ["Onboarding < 30 min"]],
  ])("reads %s", (words, expected) => {
    expect(told(words)).toEqual(expected);
  });

  it.each([
    "All 892 tests must pass",
    "Lighthouse score ≥0.90",
    "v0.3.0-v0.3.13 shipped",
    "100% local operation",
    "No flaky tests",
    "Works on Node 24",
  ])("takes no threshold from %s", (words) => {
    expect(thresholdsIn(words)).toEqual([]);
  });
});
