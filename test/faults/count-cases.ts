import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the file in which every test of a run counts, so that one table can say it all. */
const countsVariable = "PLANGATE_FAULT_COUNTS";

/** What is let loose on the stories, in the order of the table. */
const kinds = [
  "one fault",
  "two faults",
  "orders of events",
  "races with a release",
  "schedules of workers",
  "kills of a server",
] as const;

/** What one test went through. */
export interface Counts {
  readonly scenarios: number;
  readonly cases: number;
  readonly violations: number;
}

interface Row extends Counts {
  readonly kind: (typeof kinds)[number];
  readonly ms: number;
}

/** Begins to count; what it returns adds to the run's table, with the time since. Nothing where nobody sums it up. */
export function startCount(kind: Row["kind"]): (counts: Counts) => void {
  const began = performance.now();
  return (counts) => {
    const path = process.env[countsVariable];
    if (path === undefined) return;
    const row: Row = { kind, ...counts, ms: performance.now() - began };
    appendFileSync(path, `${JSON.stringify(row)}\n`);
  };
}

/** Called by vitest before the first test file; what it returns is called after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "plangate-counts-"));
  const path = join(folder, "counts");
  const began = performance.now();
  process.env[countsVariable] = path;
  appendFileSync(path, "");
  return () => {
    const rows = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);
    rmSync(folder, { recursive: true });
    // Vitest prints its own summary before.
    if (rows.length > 0) process.stdout.write(tableOf(rows, performance.now() - began));
  };
}

/** Seconds of a kind are those of its tests, two of which run at once; those of the whole are the run's. */
function tableOf(rows: readonly Row[], runMs: number): string {
  const lines = kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const ms = own.reduce((total, row) => total + row.ms, 0);
    return own.length === 0 ? [] : [`${kind}: ${tell(own, ms)}`];
  });
  return `${[...lines, tell(rows, runMs)].join("\n")}\n`;
}

function tell(rows: readonly Row[], ms: number): string {
  const sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const scenarios = sum((row) => row.scenarios);
  const cases = sum((row) => row.cases);
  const violations = sum((row) => row.violations);
  return `${scenarios} scenarios, ${cases} cases, ${violations} violations, ${Math.round(ms / 1000)} s`;
}
