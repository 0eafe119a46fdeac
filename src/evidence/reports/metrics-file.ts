import type { Metric, MetricFamily, ReportFlaw } from "../../model/metric.ts";
import { dimensionOf } from "../../model/units.ts";
import type { Json } from "./read-json.ts";
import { isList, isObject, readJson } from "./read-json.ts";
import { ReportError } from "./report-error.ts";
import type { Metrics } from "./to-metrics.ts";

/** The artifact that a workflow keeps, and the one file in it. Docs: docs/reports.md. */
export const metricsFileName = "plangate-metrics.json";

const metricsMax = 5_000;
const flawsMax = 500;
const textCharactersMax = 300;

/** The file's text: one line per metric, so that a person can read it. */
export function printMetrics({ metrics, flaws }: Metrics): string {
  if (metrics.length > metricsMax) {
    throw new ReportError(
      `there are ${metrics.length} metrics, more than ${metricsMax}: keep them by several steps`,
    );
  }
  const list = (entries: readonly unknown[]) =>
    entries.length === 0
      ? "[]"
      : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
  return `{\n  "version": 1,\n  "metrics": ${list(metrics)},\n  "flaws": ${list(flaws)}\n}\n`;
}

/** Reads the file back, strictly; what does not fit is one reason, and nothing of it counts. */
export function parseMetricsFile(bytes: Uint8Array): { metrics: Metrics } | { reason: string } {
  try {
    return { metrics: read(readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes))) };
  } catch (error) {
    if (error instanceof ReportError) return { reason: error.message };
    if (error instanceof TypeError) return { reason: "it is no UTF-8 text" };
    throw error;
  }
}

function read(file: Json): Metrics {
  if (!isObject(file) || file["version"] !== 1) throw new ReportError("it is not of version 1");
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
    name: textIn(fields["name"]),
    tool: textIn(fields["tool"]),
    value,
    unit: textIn(fields["unit"]),
    source: textIn(fields["source"]),
  };
  if (dimensionOf(metric.unit) === undefined) throw new ReportError("a unit is not known");
  return metric;
}

function toFlaw(entry: Json): ReportFlaw {
  const fields = fieldsIn(entry, ["source", "family", "tool", "reason"]);
  return {
    source: textIn(fields["source"]),
    family: familyIn(fields["family"]),
    tool: textIn(fields["tool"]),
    reason: textIn(fields["reason"]),
  };
}

const families: readonly (MetricFamily | "")[] = ["coverage", "tests", "findings", "verify", ""];

function familyIn(family: Json | undefined): MetricFamily | "" {
  const found = families.find((one) => one === family);
  if (found === undefined) throw new ReportError("a flaw is of no known family");
  return found;
}

function fieldsIn(entry: Json, keys: readonly string[]): { readonly [key: string]: Json } {
  if (
    !isObject(entry) ||
    Object.keys(entry).length !== keys.length ||
    !keys.every((key) => Object.hasOwn(entry, key))
  ) {
    throw new ReportError(`an entry has not just ${keys.join(", ")}`);
  }
  return entry;
}

function listIn(value: Json | undefined, max: number): readonly Json[] {
  if (!isList(value)) throw new ReportError("a list is missing");
  if (value.length > max) throw new ReportError(`it has more than ${max} entries`);
  return value;
}

function textIn(value: Json | undefined): string {
  if (typeof value !== "string" || value.length > textCharactersMax)
    throw new ReportError("a text is missing or too long");
  return value;
}
