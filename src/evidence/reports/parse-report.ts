import type { ReportFlaw } from "../../model/metric.ts";
import { detectFormat } from "./detect-format.ts";
import { parseCobertura } from "./parse-cobertura.ts";
import { parseJunit } from "./parse-junit.ts";
import { parseLcov } from "./parse-lcov.ts";
import { parseMypy } from "./parse-mypy.ts";
import { parseRuff } from "./parse-ruff.ts";
import { parseSarif } from "./parse-sarif.ts";
import { parseValues } from "./parse-values.ts";
import { ReportError } from "./report-error.ts";
import type { ReportFormat } from "./report-format.ts";
import { familyOf } from "./report-format.ts";
import type { Tally } from "./tally.ts";

/** A report is at most 50 MB. */
export const reportBytesMax = 50 * 1_048_576;

/** A file that was found where the workflow looks for reports. */
export interface ReportFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** `auto` or absent: told by its own words. */
  readonly format?: ReportFormat;
}

/** What a report counts, or why it counts nothing. */
export interface ParsedReport {
  readonly source: string;
  readonly tallies: readonly Tally[];
  readonly flaw?: ReportFlaw;
}

/** Reads one report. Whatever is wrong with it is a flaw, with the reason, and it then gives no number at all. */
export function parseReport({ path, bytes, format }: ReportFile): ParsedReport {
  const flawed = (reason: string, by?: ReportFormat): ParsedReport => ({
    source: path,
    tallies: [],
    flaw: { source: path, family: by === undefined ? "" : familyOf(by), tool: toolOf(by), reason },
  });
  if (bytes.length > reportBytesMax) return flawed(`it is longer than ${reportBytesMax} bytes`, format);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return flawed("it is no UTF-8 text", format);
  }
  if (text.trim() === "") return flawed("it is empty", format);
  const written = format ?? detectFormat(text);
  try {
    return { source: path, tallies: read(text, written) };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // A file that nothing tells apart could have been any report.
    const told = format === undefined && written === "values" ? undefined : written;
    return flawed(error.message, told);
  }
}

function read(text: string, format: ReportFormat): readonly Tally[] {
  switch (format) {
    case "lcov":
      return [parseLcov(text)];
    case "cobertura":
      return [parseCobertura(text)];
    case "junit":
      return [parseJunit(text)];
    case "sarif":
      return parseSarif(text);
    case "ruff":
      return [parseRuff(text)];
    case "mypy":
      return [parseMypy(text)];
    case "values":
      return [parseValues(text)];
  }
}

/** Empty where the file itself names its tool. */
function toolOf(format: ReportFormat | undefined): string {
  return format === undefined || format === "sarif" ? "" : format;
}
