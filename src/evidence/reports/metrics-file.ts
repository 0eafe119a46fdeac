import type { Metric, MetricFamily, ReportFlaw } from "../../model/metric.ts";
import { dimensionOf } from "../../model/units.ts";
import type { Json } from "./read-json.ts";
import { fieldsIn, listIn, parseKeptFile, printList, textIn } from "./kept-file.ts";
import { objectionToValue } from "./objection-to-value.ts";
import { ReportError } from "./report-error.ts";
import type { Metrics } from "./to-metrics.ts";

/** The artifact that a workflow keeps, and the one file in it. Docs: docs/reports.md. */
export const metricsFileName = "plangate-metrics.json";

const metricsMax = 5_000;
const flawsMax = 500;
const textCharactersMax = 300;

/** The file's text. */
export function printMetrics({ metrics, flaws }: Metrics): string {
  if (metrics.length > metricsMax) {
    throw new ReportError(
      `there are ${metrics.length} metrics, more than ${metricsMax}: keep them by several steps`,
    );
  }
  return `{\n  "version": 1,\n  "metrics": ${printList(metrics)},\n  "flaws": ${printList(flaws)}\n}\n`;
}

/** Reads the file back, strictly; what does not fit is one reason, and nothing of it counts. */
export function parseMetricsFile(bytes: Uint8Array): { metrics: Metrics } | { reason: string } {
  const file = parseKeptFile(bytes, read);
  return "content" in file ? { metrics: file.content } : file;
}

function read(file: { readonly [key: string]: Json }): Metrics {
  const metrics = listIn(file["metrics"], metricsMax).map(toMetric);
  const keys = new Set(metrics.map(({ name, tool }) => `${tool}:${name}`));
  if (keys.size < metrics.length) throw new ReportError("it has a metric twice");
  return { metrics, flaws: listIn(file["flaws"], flawsMax).map(toFlaw) };
}

function toMetric(entry: Json): Metric {
  const fields = fieldsIn(entry, ["name", "tool", "value", "unit", "source"]);
  const { value } = fields;
  if (typeof value !== "number") throw new ReportError("a value is no number");
  const metric = {
    name: textIn(fields["name"], textCharactersMax),
    tool: textIn(fields["tool"], textCharactersMax),
    value,
    unit: textIn(fields["unit"], textCharactersMax),
    source: textIn(fields["source"], textCharactersMax),
  };
  if (dimensionOf(metric.unit) === undefined) throw new ReportError("a unit is not known");
  const objection = objectionToValue(metric);
  if (objection !== undefined) throw new ReportError(objection);
  return metric;
}

function toFlaw(entry: Json): ReportFlaw {
  const fields = fieldsIn(entry, ["source", "family", "tool", "reason"]);
  return {
    source: textIn(fields["source"], textCharactersMax),
    family: familyIn(fields["family"]),
    tool: textIn(fields["tool"], textCharactersMax),
    reason: textIn(fields["reason"], textCharactersMax),
  };
}

const families: readonly (MetricFamily | "")[] = ["coverage", "tests", "findings", "verify", ""];

function familyIn(family: Json | undefined): MetricFamily | "" {
  const found = families.find((one) => one === family);
  if (found === undefined) throw new ReportError("a flaw is of no known family");
  return found;
}
