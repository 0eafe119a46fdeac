import type { Metric, ReportFlaw } from "../../model/metric.ts";
import type { ParsedReport } from "./parse-report.ts";
import { ReportError } from "./report-error.ts";
import type { Share, Tally } from "./tally.ts";

/** What the reports of one step amount to. */
export interface Metrics {
  readonly metrics: readonly Metric[];
  readonly flaws: readonly ReportFlaw[];
}

interface Told {
  readonly source: string;
  readonly tally: Tally;
}

/**
 * Reports to metrics. Tests, and the findings of one tool, are added together. Two coverages, or two values of one name,
 * cannot be: they are a flaw.
 */
export function toMetrics(reports: readonly ParsedReport[]): Metrics {
  const told = reports.flatMap(({ source, tallies }) => tallies.map((tally): Told => ({ source, tally })));
  const flaws = reports.flatMap(({ flaw }) => flaw ?? []);
  const metrics: Metric[] = [];
  for (const group of Map.groupBy(told, ({ tally }) => `${tally.kind} ${tally.tool}`).values()) {
    try {
      metrics.push(...metricsOf(group));
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      flaws.push(flawOf(group, error.message));
    }
  }
  return { metrics, flaws };
}

function flawOf(group: readonly Told[], reason: string): ReportFlaw {
  const [first] = group;
  const kind = first?.tally.kind;
  const family = kind === undefined || kind === "values" ? "" : kind;
  return { source: sourceOf(group), family, tool: first?.tally.tool ?? "", reason };
}

function metricsOf(group: readonly Told[]): readonly Metric[] {
  const [first] = group;
  if (first === undefined) return [];
  const of = { tool: first.tally.tool, source: sourceOf(group) };
  switch (first.tally.kind) {
    case "coverage": {
      if (group.length > 1) throw new ReportError("two reports tell of the coverage: merge them first");
      const { lines, branches } = first.tally;
      return [
        { ...of, name: "coverage.lines", value: percent(lines), unit: "%" },
        ...(branches === undefined
          ? []
          : [{ ...of, name: "coverage.branches", value: percent(branches), unit: "%" }]),
      ];
    }
    case "tests":
      return testMetrics(group, of);
    case "findings":
      return findingMetrics(group, of);
    case "values":
      return valueMetrics(group, of);
  }
}

type Of = Pick<Metric, "tool" | "source">;

function testMetrics(group: readonly Told[], of: Of): readonly Metric[] {
  let [total, failed, skipped] = [0, 0, 0];
  for (const { tally } of group) {
    if (tally.kind !== "tests") continue;
    total += tally.total;
    failed += tally.failed;
    skipped += tally.skipped;
  }
  const ran = total - skipped;
  return [
    { ...of, name: "tests.total", value: total, unit: "tests" },
    { ...of, name: "tests.failed", value: failed, unit: "tests" },
    { ...of, name: "tests.skipped", value: skipped, unit: "tests" },
    {
      ...of,
      name: "tests.pass-rate",
      value: percent({ part: Math.max(0, ran - failed), whole: ran }),
      unit: "%",
    },
  ];
}

function findingMetrics(group: readonly Told[], of: Of): readonly Metric[] {
  const counts = new Map<string, number>();
  for (const { tally } of group) {
    if (tally.kind !== "findings") continue;
    for (const [name, count] of tally.counts) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([name, value]) => ({ ...of, name: `findings.${name}`, value, unit: "findings" }));
}

function valueMetrics(group: readonly Told[], of: Of): readonly Metric[] {
  const values = new Map<string, Metric>();
  for (const { tally, source } of group) {
    if (tally.kind !== "values") continue;
    for (const value of tally.values) {
      if (values.has(value.name)) throw new ReportError(`${value.name} is given twice`);
      values.set(value.name, { ...of, source, ...value });
    }
  }
  return [...values.values()];
}

function percent({ part, whole }: Share): number {
  return Number(((part * 100) / whole).toPrecision(15));
}

/** The first path, and how many more. */
function sourceOf(group: readonly Told[]): string {
  const sources = [...new Set(group.map(({ source }) => source))];
  return sources.length > 1 ? `${sources[0]} and ${sources.length - 1} more` : (sources[0] ?? "");
}
