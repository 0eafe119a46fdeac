import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Names the file in which every scenario of a run counts, so that one table can show them all. */
const countsVariable = "PLANGATE_REQUEST_COUNTS";

/** What one scenario asked of GitHub. */
export interface RequestCounts {
  readonly reads: number;
  readonly writes: number;
  /** Writes of one more look, when all was done. */
  readonly again: number;
}

interface Row extends RequestCounts {
  readonly file: string;
  readonly scenarios: number;
}

/** Adds a scenario to the run's counts; nothing where nobody sums them up. */
export async function countRequests(counts: RequestCounts): Promise<void> {
  const path = process.env[countsVariable];
  if (path === undefined) return;
  // Only a test knows whose scenario it is; the bench opens houses too.
  const { expect } = await import("vitest");
  const file = basename(expect.getState().testPath ?? "");
  const row: Row = { file, scenarios: 1, ...counts };
  appendFileSync(path, `${JSON.stringify(row)}\n`);
}

/** Called by vitest before the first test file; what it returns is called after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "plangate-counts-"));
  const path = join(folder, "counts");
  process.env[countsVariable] = path;
  appendFileSync(path, "");
  return () => {
    const rows = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);
    rmSync(folder, { recursive: true });
    if (rows.length > 0) process.stdout.write(tableOf(rows));
  };
}

function tableOf(rows: readonly Row[]): string {
  const names = [...new Set(rows.map(({ file }) => file))].toSorted();
  const files = names.map((name) =>
    sumOf(
      name,
      rows.filter(({ file }) => file === name),
    ),
  );
  const lines = [...files, sumOf("all", rows)].map(({ file, scenarios, reads, writes, again }) =>
    [file.padEnd(34), ...[scenarios, reads, writes, again].map((count) => String(count).padStart(9))].join(
      " ",
    ),
  );
  const head = "scenario file".padEnd(34) + " scenarios     reads    writes  writes of one more look";
  return `${[head, ...lines].join("\n")}\n`;
}

function sumOf(file: string, rows: readonly Row[]): Row {
  const sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    file,
    scenarios: rows.length,
    reads: sum(({ reads }) => reads),
    writes: sum(({ writes }) => writes),
    again: sum(({ again }) => again),
  };
}
