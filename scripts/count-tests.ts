import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/*
 * Adds up the result files in the folder given first, and counts each suite that failed (the number given second) as
 * a failed test, so that a suite that never started shows. A skipped test fails the run. Last line: `N passed, N failed`.
 */

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
}

const [folder, failedSuites] = process.argv.slice(2);
if (folder === undefined) throw new Error("Cannot count tests: name the folder of the result files");

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const results = files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Results);
const sum = (pick: (one: Results) => number): number => results.reduce((total, one) => total + pick(one), 0);

const skipped = sum((one) => one.numPendingTests + one.numTodoTests);
if (skipped > 0) console.log(`${skipped} tests were skipped: none may be`);
if (results.length === 0) console.log("no suite left a result");

const broken = results.filter((one) => !one.success && one.numFailedTests === 0).length;
const failed = Math.max(sum((one) => one.numFailedTests) + skipped + broken, Number(failedSuites ?? 0));
console.log(`${sum((one) => one.numPassedTests)} passed, ${failed} failed`);
if (failed > 0 || results.length === 0) process.exitCode = 1;
