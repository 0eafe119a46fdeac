import { glob, readFile, realpath, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { Metric, ReportFlaw } from "../model/metric.ts";
import { describeAmount } from "../model/units.ts";
import { metricsFileName, printMetrics } from "../evidence/reports/metrics-file.ts";
import type { ParsedReport } from "../evidence/reports/parse-report.ts";
import { parseReport, reportBytesMax } from "../evidence/reports/parse-report.ts";
import type { ReportFormat } from "../evidence/reports/report-format.ts";
import { familyOf, reportFormats } from "../evidence/reports/report-format.ts";
import { toMetrics } from "../evidence/reports/to-metrics.ts";
import { metricsMarkdown } from "../report/metrics-words.ts";
import type { Told } from "./told.ts";

/** Reports of one step. */
const filesMax = 200;

export interface ReportOptions {
  /** Paths and globs, one per line, below `folder`. */
  readonly files: string;
  /** `auto`, or how all of them are written. */
  readonly format: string;
  /** Where the workflow's files are. */
  readonly folder: string;
  /** Writes the file that the workflow then keeps as an artifact. */
  readonly write: (name: string, text: string) => Promise<void>;
}

/**
 * `command: report`: reads the reports of a workflow and writes their metrics into one file. A report with a flaw does
 * not fail the step: the file carries the flaw, and the gate that asks for its numbers fails with its reason.
 */
export async function report(options: ReportOptions): Promise<Told> {
  const { format } = options;
  const known = reportFormats.find((one) => one === format);
  if (known === undefined && format !== "auto") {
    return refused(`Cannot use the format "${format}": it is none of auto, ${reportFormats.join(", ")}`);
  }
  const patterns = options.files
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (patterns.length === 0) return refused('Cannot report: the input "files" names no file');
  const outside = patterns.find((pattern) => /^[/\\~]|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)/.test(pattern));
  if (outside !== undefined)
    return refused(`Cannot read "${outside}": name files below the workspace, with "/"`);

  const found: ParsedReport[] = [];
  for (const pattern of patterns) {
    const paths = await pathsOf(pattern, options.folder);
    if (paths.length > filesMax)
      return refused(`Cannot read "${pattern}": it names more than ${filesMax} files`);
    if (paths.length === 0) found.push(without(pattern, known, "there is no such file"));
    for (const path of paths) {
      if (!found.some(({ source }) => source === path)) found.push(await read(path, options.folder, known));
    }
  }
  const metrics = toMetrics(found);
  await options.write(metricsFileName, printMetrics(metrics));
  return { exitCode: 0, text: describe(metrics), markdown: metricsMarkdown(metrics), json: metrics };
}

async function pathsOf(pattern: string, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: folder, exclude: ["**/node_modules/**", "**/.git/**"] })) {
    // The file that an earlier step wrote is no report.
    if (path.split(sep).at(-1) !== metricsFileName) paths.push(path.split(sep).join("/"));
    if (paths.length > filesMax) break;
  }
  return paths.toSorted();
}

async function read(path: string, folder: string, format: ReportFormat | undefined): Promise<ParsedReport> {
  const place = await realpath(resolve(folder, path));
  const { size, isFile } = await stat(place).then((found) => ({ size: found.size, isFile: found.isFile() }));
  // A link may lead anywhere, a named pipe never ends.
  if (!isFile || relative(await realpath(folder), place).startsWith("..")) {
    return without(path, format, "it is no plain file below the workspace");
  }
  const asked = { path, ...(format === undefined ? {} : { format }) };
  // Beyond the limit it need not be read to be refused.
  const bytes = size > reportBytesMax ? new Uint8Array(reportBytesMax + 1) : await readFile(place);
  return parseReport({ ...asked, bytes });
}

function without(source: string, format: ReportFormat | undefined, reason: string): ParsedReport {
  const family = format === undefined ? "" : familyOf(format);
  return { source, tallies: [], flaw: { source, family, tool: "", reason } };
}

function describe({ metrics, flaws }: { metrics: readonly Metric[]; flaws: readonly ReportFlaw[] }): string {
  return [
    ...metrics.map(
      ({ name, tool, value, unit, source }) => `${tool}:${name} = ${describeAmount(value, unit)} (${source})`,
    ),
    ...flaws.map(({ source, reason }) => `${source} gives no number: ${reason}`),
    `Wrote ${metricsFileName}: ${metrics.length} metrics, ${flaws.length} reports without one`,
  ].join("\n");
}

function refused(message: string): Told {
  return { exitCode: 2, text: message, json: { error: message } };
}
