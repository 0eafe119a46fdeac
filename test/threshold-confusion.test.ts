import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseMetricsFile, printMetrics } from "../src/evidence/reports/metrics-file.ts";
import { parseReport } from "../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../src/evidence/reports/to-metrics.ts";
import { evaluate } from "../src/gates/evaluate.ts";
import { known } from "../src/model/known.ts";
import type { RunFacts } from "../src/model/metric.ts";
import type { CommitSha } from "../src/model/repository.ts";
import type { VerdictNode } from "../src/model/verdict.ts";
import { parsePlan } from "../src/plan/parse-plan.ts";
import { parseSettings } from "../src/plan/parse-settings.ts";
import { evidenceWith } from "./shared/evidence-with.ts";

interface Row {
  readonly what: string;
  /** The plan's line. */
  readonly asks: string;
  /** The metric that settings name for it. */
  readonly metric: string;
  /** The report's text. */
  readonly report: string;
  readonly verdict: VerdictNode["verdict"];
  /** Part of the reason. */
  readonly says: string;
}

const rows = JSON.parse(
  readFileSync(new URL("fixtures/threshold-confusion.json", import.meta.url), "utf8"),
) as readonly Row[];

const run: RunFacts = {
  id: 1,
  url: "https://github.example/runs/1",
  event: "push",
  branch: "main",
  commit: "c0ffee" as CommitSha,
  fork: false,
};

/** From the report's text to the verdict, through the file that the workflow keeps. */
function verdictOf({ asks, metric, report }: Row): VerdictNode | undefined {
  const { plan } = parsePlan(new TextEncoder().encode(`# P v1.0.0\n\n## Quality Gates\n\n- ${asks}\n`));
  const yaml = `version: 1\ngates: [{ match: G1, criteria: [{ match: G1.1, metric: "${metric}" }] }]`;
  const { settings, problems } = parseSettings(new TextEncoder().encode(yaml));
  expect(problems).toEqual([]);
  const parsed = parseReport({ path: "report", bytes: new TextEncoder().encode(report) });
  const file = parseMetricsFile(new TextEncoder().encode(printMetrics(toMetrics([parsed]))));
  if ("reason" in file) throw new Error(file.reason);
  const metrics = file.metrics.metrics.map((one) => ({ ...one, run }));
  const flaws = file.metrics.flaws.map((one) => ({ ...one, run }));
  const evidence = evidenceWith({ defaultBranch: "main", metrics: known({ metrics, flaws }) });
  const { moments } = evaluate({ plan, settings, evidence, now: new Date("2026-01-05T12:00:00Z") });
  const nodes = Object.values(moments).flatMap(({ children }) => children.flatMap((gate) => gate.children));
  return nodes.find(({ key }) => key === "G1.1");
}

describe("a threshold against what a report may say (T21)", () => {
  it("has over 80 rows, most of which open nothing", () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(rows.filter(({ verdict }) => verdict !== "pass").length).toBeGreaterThan(60);
  });

  it.each(rows)("$asks: $what is $verdict", (row) => {
    const node = verdictOf(row);

    expect(`${node?.verdict}: ${node?.reason}`).toContain(`${row.verdict}: `);
    expect(node?.reason).toContain(row.says);
  });
});
