import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the file in which every test file of a run counts, so that one line can say it all. */
const countsVariable = "PLANGATE_FAULT_COUNTS";

/** What one test file went through. */
export interface Counts {
  readonly scenarios: number;
  readonly cases: number;
  readonly violations: number;
}

/** Adds to the run's counts; nothing where nobody sums them up. */
export function count(counts: Counts): void {
  const path = process.env[countsVariable];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(counts)}\n`);
}

/** Called by vitest before the first test file; what it returns is called after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "plangate-counts-"));
  const path = join(folder, "counts");
  const began = performance.now();
  process.env[countsVariable] = path;
  appendFileSync(path, "");
  return () => {
    const seconds = Math.round((performance.now() - began) / 1000);
    const { scenarios, cases, violations } = sumOf(readFileSync(path, "utf8"));
    rmSync(folder, { recursive: true });
    // Vitest prints its own summary before.
    process.stdout.write(`${scenarios} scenarios, ${cases} cases, ${violations} violations, ${seconds} s\n`);
  };
}

function sumOf(lines: string): Counts {
  let sum: Counts = { scenarios: 0, cases: 0, violations: 0 };
  for (const line of lines.split("\n").filter((one) => one !== "")) {
    const { scenarios, cases, violations } = JSON.parse(line) as Counts;
    sum = {
      scenarios: sum.scenarios + scenarios,
      cases: sum.cases + cases,
      violations: sum.violations + violations,
    };
  }
  return sum;
}
