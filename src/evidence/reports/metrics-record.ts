import type { Metric, MetricFact } from "../../model/metric.ts";
import { parseMetricsFile, printMetrics } from "./metrics-file.ts";

/** Numbers kept with one release. */
const metricsMax = 200;

const record = /<!-- plangate: metrics\r?\n([^<>]*)-->/g;

/**
 * What was measured at a release, as an HTML comment for the release's text: artifacts expire, releases do not. Of
 * numbers that several runs gave, the first is kept. Empty where there is nothing to keep.
 */
export function printMetricsRecord(metrics: readonly MetricFact[]): string {
  const kept = new Map<string, Metric>();
  for (const { name, tool, value, unit, source } of metrics) {
    const key = `${tool}:${name}`;
    if (!kept.has(key)) kept.set(key, { name, tool, value, unit, source });
  }
  if (kept.size === 0) return "";
  const text = printMetrics({ metrics: [...kept.values()].slice(0, metricsMax), flaws: [] });
  // Nothing of a report may end the comment, or begin another.
  const inert = text.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("--", "-\\u002d");
  return `<!-- plangate: metrics\n${inert}-->`;
}

/** The record in a release's text; undefined where there is none, or more than one, or it was changed beyond reading. */
export function parseMetricsRecord(body: string): readonly Metric[] | undefined {
  const found = [...body.matchAll(record)];
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const file = parseMetricsFile(new TextEncoder().encode(only[1] ?? ""));
  return "metrics" in file ? file.metrics.metrics : undefined;
}
