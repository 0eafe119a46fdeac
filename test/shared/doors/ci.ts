import { printMetrics } from "../../../src/evidence/reports/metrics-file.ts";
import { parseReport } from "../../../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../../../src/evidence/reports/to-metrics.ts";
import type { Settings } from "../../../src/model/settings.ts";
import type { SeedHouse } from "./seed-house.ts";

/** Reports by their file names, as tools write them. */
export type Reports = Readonly<Record<string, string>>;

const bandit = (level: string): string =>
  `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Bandit"}},"results":[{"ruleId":"B602","level":"${level}","message":{"text":"x"}}]}]}`;
const f821 = JSON.stringify([
  {
    code: "F821",
    filename: "src/router.py",
    location: { row: 1, column: 5 },
    end_location: { row: 1, column: 12 },
    message: "Undefined name `Session`",
  },
]);

/** Everything holds. */
export const good: Reports = {
  "coverage.xml": '<coverage lines-valid="1000" lines-covered="1000"/>',
  "junit.xml": '<testsuites><testsuite name="a"><testcase name="b"/></testsuite></testsuites>',
  "mypy.txt": "Success: no issues found in 14 source files\n",
  "ruff.json": "[]",
  "bandit.sarif": bandit("note"),
  "bench.txt": "bench.search=100 ms\n",
};

/** Each misses what any of the seeds asks for. */
export const under: Reports = {
  "coverage.xml": '<coverage lines-valid="1000" lines-covered="799"/>',
  "junit.xml":
    '<testsuites><testsuite name="a"><testcase name="b"/><testcase name="c"><failure/></testcase></testsuite></testsuites>',
  "mypy.txt": "src/a.py:3: error: x  [name-defined]\nFound 1 error in 1 file (checked 14 source files)\n",
  "ruff.json": f821,
  "bandit.sarif": bandit("error"),
  "bench.txt": "bench.search=106 ms\n",
};

/** Names of the same metrics, in units that are none of theirs. */
export const otherUnits: Reports = {
  "values.txt": "coverage.lines=100 ms\ntests.pass-rate=100 ms\nbench.search=1 MB\n",
};

const reportOf: Readonly<Record<string, string>> = {
  coverage: "coverage.xml",
  tests: "junit.xml",
  mypy: "mypy.txt",
  ruff: "ruff.json",
  bandit: "bandit.sarif",
  bench: "bench.txt",
};

/** Those of the good reports that give the metrics named. */
export function goodFor(metrics: readonly string[]): Reports {
  const files = new Set(metrics.map((name) => reportOf[/^\w+/.exec(name)?.[0] ?? ""] ?? ""));
  return Object.fromEntries(Object.entries(good).filter(([file]) => files.has(file)));
}

/** What `command: report` makes of them, as the workflow keeps it. */
export function artifactsOf(reports: Reports) {
  const parsed = Object.entries(reports).map(([path, text]) =>
    parseReport({ path, bytes: new TextEncoder().encode(text) }),
  );
  return { "plangate-metrics": { "plangate-metrics.json": printMetrics(toMetrics(parsed)) } };
}

/** The workflow of the default branch's head passes, with every check that settings name. */
export function passEverything({ ada, tool }: SeedHouse, { gates }: Settings): void {
  ada.runWorkflow({ sha: tool.head(), artifacts: artifactsOf(good) });
  for (const { check } of gates.flatMap(({ criteria }) => criteria)) {
    if (check !== undefined) ada.reportCheck(check.name, check.app === undefined ? {} : { app: check.app });
  }
}
