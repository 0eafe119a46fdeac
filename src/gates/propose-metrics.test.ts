import { expect, it } from "vitest";
import { gate, planWith } from "../../test/shared/plan-with.ts";
import type { Criterion } from "../model/plan.ts";
import { defaultSettings } from "../model/settings.ts";
import { parseSettings } from "../plan/parse-settings.ts";
import { thresholdsIn } from "../plan/thresholds.ts";
import { proposeMetrics } from "./propose-metrics.ts";

/** A line as the parser would read its thresholds. */
function lineOf(text: string, more: Partial<Criterion> = {}): Partial<Criterion> {
  const [threshold, ...furtherThresholds] = thresholdsIn(text);
  return {
    text,
    kind: "threshold",
    ...(threshold === undefined ? {} : { threshold }),
    furtherThresholds,
    ...more,
  };
}

function proposed(criterion: Partial<Criterion>): readonly string[] {
  const plan = planWith({ gates: [gate("G1", ["start:plan"], { criteria: [criterion] })] });
  return proposeMetrics(plan, defaultSettings).map(({ marker }) => marker);
}

// Threshold lines as the plans of the corpus write them.
it.each<[string, string]>([
  ["Test coverage ≥ 80%", "coverage.lines"],
  ["80%+ test coverage maintained throughout", "coverage.lines"],
  [">80% branch coverage (target: 100%)", "coverage.branches"],
  ["100% test pass rate", "tests.pass-rate"],
  ["Query latency <500ms", "bench.query-latency"],
  ["Bundle size < 200 KB", "bench.bundle-size"],
  ["No high/critical vulnerabilities", "[findings.critical, findings.high]"],
  ["No high findings", "[findings.critical, findings.high]"],
  ["No critical findings (bandit)", "bandit:findings.critical"],
  ["mypy: zero errors", "mypy:findings.errors"],
  ["ruff: zero errors, <10 warnings", "[ruff:findings.errors, ruff:findings.warnings]"],
  ["Zero test failures", "tests.failed"],
  ["No regression >5% from baseline", "bench.*"],
  ["<2s queries, <100ms memory ops", "[bench.queries, bench.memory-ops]"],
  ["Error rate < 1%", "…"],
])("proposeMetrics() offers for %s: %s", (text, metric) => {
  const [marker = ""] = proposed(lineOf(text));

  expect(marker).toBe(`gates: [{ match: G1, criteria: [{ match: G1.1, metric: ${metric} }] }]`);
  // What is offered is what the settings take, once its gap is filled.
  const settings = `version: 1\n${marker.replace("…", "a.b")}\n`;
  expect(parseSettings(new TextEncoder().encode(settings)).problems).toEqual([]);
});

it("proposeMetrics() says nothing of a line that has no number, or that settings prove already", () => {
  const plan = planWith({ gates: [gate("G1", ["start:plan"], { criteria: [lineOf("coverage ≥ 80%")] })] });
  const settings = {
    ...defaultSettings,
    gates: [{ match: "G1", criteria: [{ match: "coverage", check: { name: "c" } }] }],
  };

  expect(proposed({ text: "Reviewed", kind: "box" })).toEqual([]);
  expect(proposeMetrics(plan, settings)).toEqual([]);
});
