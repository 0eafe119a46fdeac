import type { Metric, ReportFlaw } from "../model/metric.ts";
import { describeAmount } from "../model/units.ts";
import { cutMarkdown } from "./cut-markdown.ts";
import { asCode, inert } from "./inert.ts";

/** What the reports of a workflow give, as markdown: a table of numbers, and a list of what gives none. */
export function metricsMarkdown({
  metrics,
  flaws,
}: {
  readonly metrics: readonly Metric[];
  readonly flaws: readonly ReportFlaw[];
}): string {
  const rows = metrics.map(
    ({ name, tool, value, unit, source }) =>
      `| ${asCode(`${tool}:${name}`)} | ${inert(describeAmount(value, unit))} | ${inert(source)} |`,
  );
  const lines = flaws.map(({ source, reason }) => `- ${inert(source)} gives no number: ${inert(reason)}`);
  const table = ["| metric | value | report |", "| --- | --- | --- |", ...rows].join("\n");
  return cutMarkdown(
    [
      "## Metrics",
      ...(rows.length === 0 ? ["No report gives a number."] : [table]),
      ...(lines.length === 0 ? [] : [lines.join("\n")]),
    ].join("\n\n"),
  );
}
