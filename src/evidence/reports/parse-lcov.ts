import { linesOf } from "./lines-of.ts";
import { countIn, shown } from "./numbers.ts";
import { ReportError } from "./report-error.ts";
import type { Share, Tally } from "./tally.ts";

interface Totals {
  lines: { part: number; whole: number };
  branches: { part: number; whole: number };
}

/**
 * Coverage by lcov's tracefile format (`geninfo(1)`): the sums of `LH`/`LF` and `BRH`/`BRF`, or of the `DA` lines where
 * a record has no sums. A file that two records tell of is refused: added together it would count twice.
 */
export function parseLcov(text: string): Tally {
  const totals: Totals = { lines: { part: 0, whole: 0 }, branches: { part: 0, whole: 0 } };
  const seen = new Set<string>();
  let record: Map<string, string> | undefined;
  let lines = { part: 0, whole: 0 };
  for (const line of linesOf(text)) {
    if (line === "end_of_record") {
      if (record === undefined) throw new ReportError("a record ends that has not begun");
      add(totals, record, lines);
      record = undefined;
      continue;
    }
    const colon = line.indexOf(":");
    const [key, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (key === "SF") {
      if (record !== undefined) throw new ReportError(`the record before ${shown(value)} does not end`);
      if (seen.has(value)) throw new ReportError(`two records tell of ${shown(value)}: merge them first`);
      seen.add(value);
      record = new Map();
      lines = { part: 0, whole: 0 };
    } else if (key === "DA") {
      lines.whole += 1;
      if (countIn(/^\d+,(\d+)/.exec(value)?.[1], `the count in ${shown(line)}`) > 0) lines.part += 1;
    } else if (record !== undefined && sums.has(key)) {
      if (record.has(key)) throw new ReportError(`a record says ${key} twice`);
      record.set(key, value);
    }
  }
  if (record !== undefined) throw new ReportError("the report is cut off: its last record does not end");
  if (totals.lines.whole === 0) throw new ReportError("it tells of no line");
  return {
    kind: "coverage",
    tool: "lcov",
    lines: totals.lines,
    ...(totals.branches.whole === 0 ? {} : { branches: totals.branches }),
  };
}

const sums: ReadonlySet<string> = new Set(["LH", "LF", "BRH", "BRF"]);

function add(totals: Totals, record: ReadonlyMap<string, string>, counted: Share): void {
  const lines = shareOf(record, "LH", "LF") ?? counted;
  totals.lines.part += lines.part;
  totals.lines.whole += lines.whole;
  const branches = shareOf(record, "BRH", "BRF");
  totals.branches.part += branches?.part ?? 0;
  totals.branches.whole += branches?.whole ?? 0;
}

function shareOf(record: ReadonlyMap<string, string>, hit: string, found: string): Share | undefined {
  if (!record.has(hit) && !record.has(found)) return undefined;
  const share = { part: countIn(record.get(hit), hit), whole: countIn(record.get(found), found) };
  if (share.part > share.whole)
    throw new ReportError(`${hit} is ${share.part}, more than ${found}, ${share.whole}`);
  return share;
}
