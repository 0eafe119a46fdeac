import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReportFormat } from "./report-format.ts";
import { parseReport } from "./parse-report.ts";
import { toMetrics } from "./to-metrics.ts";

const folder = join(import.meta.dirname, "../../../test/fixtures/reports");

/** `lcov coverage.lines=60 %` per metric, and `flaw: …` per flaw. */
function told(text: string | Uint8Array, format?: ReportFormat): readonly string[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const report = parseReport({ path: "report", bytes, ...(format === undefined ? {} : { format }) });
  const { metrics, flaws } = toMetrics([report]);
  return [
    ...metrics.map(({ name, tool, value, unit }) => `${tool} ${name}=${value} ${unit}`),
    ...flaws.map(({ reason }) => `flaw: ${reason}`),
  ];
}

const sample = (name: string): Uint8Array => readFileSync(join(folder, name));

describe("parseReport() on reports as their tools write them", () => {
  it.each([
    ["vitest.lcov", ["lcov coverage.lines=60 %", "lcov coverage.branches=50 %"]],
    ["vitest-cobertura.xml", ["cobertura coverage.lines=60 %", "cobertura coverage.branches=50 %"]],
    [
      "vitest-junit.xml",
      [
        "junit tests.total=4 tests",
        "junit tests.failed=1 tests",
        "junit tests.skipped=1 tests",
        "junit tests.pass-rate=66.6666666666667 %",
      ],
    ],
    [
      "eslint.sarif",
      findings("eslint", {
        total: 2,
        errors: 1,
        warnings: 1,
        high: 1,
        medium: 1,
        "no-undef": 1,
        "no-unused-vars": 1,
      }),
    ],
    [
      "oxlint.sarif",
      findings("oxlint", {
        total: 2,
        errors: 1,
        warnings: 1,
        high: 1,
        medium: 1,
        "eslint-no-undef": 1,
        "eslint-no-unused-vars": 1,
      }),
    ],
    ["bandit.sarif", findings("bandit", { total: 2, errors: 1, high: 1, low: 1, B602: 1, B311: 1 })],
    [
      "codeql.sarif",
      findings("codeql", {
        total: 2,
        errors: 1,
        warnings: 1,
        high: 1,
        medium: 1,
        "js/sql-injection": 1,
        "js/useless-expression": 1,
      }),
    ],
    ...["ruff.json", "ruff-concise.txt", "ruff.sarif"].map((name): [string, readonly string[]] => [
      name,
      findings("ruff", { total: 4, errors: 4, high: 4, "invalid-syntax": 2, F401: 1, F821: 1 }),
    ]),
    ["ruff-clean.txt", findings("ruff", {})],
    ...["mypy.txt", "mypy.jsonl"].map((name): [string, readonly string[]] => [
      name,
      findings("mypy", {
        total: 3,
        errors: 3,
        high: 3,
        "no-untyped-def": 1,
        "name-defined": 1,
        "return-value": 1,
      }),
    ]),
    ["mypy-clean.txt", findings("mypy", {})],
    ["mypy-stopped.txt", ["flaw: errors prevented further checking"]],
    ["coverage-lcov.info", ["lcov coverage.lines=80 %", "lcov coverage.branches=50 %"]],
    ["coverage-cobertura.xml", ["cobertura coverage.lines=80 %", "cobertura coverage.branches=50 %"]],
    [
      "pytest-junit.xml",
      [
        "junit tests.total=5 tests",
        "junit tests.failed=2 tests",
        "junit tests.skipped=1 tests",
        "junit tests.pass-rate=50 %",
      ],
    ],
    [
      "bench.txt",
      [
        "values bench.search=12.5 ms",
        "values bench.index=1.84 s",
        "values bench.size=482 KB",
        "values requests.rate=1250 req/s",
      ],
    ],
  ])("%s", (name, expected) => {
    expect(told(sample(name))).toEqual(expected);
  });

  it.each([
    "vitest.lcov",
    "vitest-cobertura.xml",
    "vitest-junit.xml",
    "coverage-lcov.info",
    "coverage-cobertura.xml",
    "pytest-junit.xml",
    "eslint.sarif",
    "ruff.sarif",
    "ruff.json",
    "ruff-concise.txt",
    "mypy.txt",
  ])("%s, cut off anywhere in its second half, gives no number", (name) => {
    const bytes = sample(name);
    const end = new TextDecoder().decode(bytes).trimEnd().length;
    for (let length = Math.floor(end / 2); length < end - 45; length += 7) {
      const lines = told(bytes.slice(0, length));
      expect(
        lines.every((line) => line.startsWith("flaw: ")),
        `${length}: ${lines.join("; ")}`,
      ).toBe(true);
    }
  });
});

/** All counts of a tool, those not named being 0. */
function findings(tool: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const all = { total: 0, errors: 0, warnings: 0, critical: 0, high: 0, medium: 0, low: 0, ...counts };
  return Object.entries(all).map(([name, count]) => `${tool} findings.${name}=${count} findings`);
}

const junit = (cases: string): string => `<testsuite>${cases}</testsuite>`;
const sarif = (run: string): string => `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},${run}}]}`;

describe("parseReport() refuses, with the reason", () => {
  it.each<[string, ReportFormat | undefined, RegExp]>([
    ["", undefined, /empty/],
    ["  \n", "values", /empty/],
    ["SF:a\nLF:1\nLH:2\nend_of_record\n", undefined, /LH is 2, more than LF, 1/],
    ["SF:a\nLF:1\nLH:NaN\nend_of_record\n", undefined, /"NaN" and no count/],
    ["SF:a\nLF:0\nLH:0\nend_of_record\n", undefined, /tells of no line/],
    ["SF:a\nLF:1\nLH:1\nend_of_record\nSF:a\nLF:1\nLH:1\nend_of_record\n", undefined, /two records/],
    ["SF:a\nLF:1\nLH:1\nLH:1\nend_of_record\n", undefined, /LH twice/],
    ["SF:a\nLF:1\nLH:1\n", undefined, /cut off/],
    ['<coverage line-rate="NaN"/>', undefined, /"NaN", no number from 0 to 1/],
    ['<coverage line-rate="80"/>', undefined, /no number from 0 to 1/],
    ['<coverage line-rate="1e-1"/>', undefined, /no number/],
    ['<coverage lines-valid="0" lines-covered="0"/>', undefined, /no line/],
    ['<coverage lines-valid="5"/>', undefined, /lines-covered is missing/],
    ['<coverage generated="1"/>', undefined, /neither lines-valid nor line-rate/],
    ["<report/>", undefined, /root is "report"/],
    ["<testsuites></testsuites>", undefined, /no test/],
    [junit("<testcase><skipped/></testcase>"), undefined, /each was skipped/],
    [junit("<testcase>"), undefined, /well-formed/],
    ['<!DOCTYPE x [<!ENTITY a "b">]><testsuite/>', undefined, /declarations of its own/],
    ['<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><testsuite/>', undefined, /declarations/],
    ["<testsuite>&lol;</testsuite>", undefined, /well-formed/],
    ["<testsuite>".repeat(65), undefined, /deeper than 64/],
    [
      `<testsuite ${Array.from({ length: 1_001 }, (_, index) => `a${index}=""`).join(" ")}/>`,
      undefined,
      /1000 attributes/,
    ],
    [junit("<a/>".repeat(500_001)), undefined, /500000 elements/],
    [junit("x".repeat(1_048_577)), undefined, /longer than 1048576/],
    ['{"runs":[]}', undefined, /no run/],
    [`{"runs":[${Array.from({ length: 21 }, () => "{}").join(",")}]}`, undefined, /21 runs, more than 20/],
    [sarif('"columnKind":"x"'), undefined, /did not look/],
    [sarif('"results":[],"invocations":[{"executionSuccessful":false}]'), undefined, /did not succeed/],
    [
      sarif(`"results":[${Array.from({ length: 25_001 }, () => "{}").join(",")}]`),
      undefined,
      /25001 results/,
    ],
    [sarif('"results":[{"properties":{"security-severity":"NaN"}}]'), undefined, /from 0 to 10/],
    [sarif('"results":[],"results":[]'), undefined, /"results" is there twice/],
    [sarif('"results":[{"x":1e999}]'), undefined, /no number that can be held/],
    [sarif(`"results":[],"x":${"[".repeat(80)}`), undefined, /deeper than 64/],
    ["[{}]", undefined, /none of ruff's/],
    ["src/a.py:1:1: F821 x\nFound 2 errors.\n", undefined, /says 2 errors and shows 1/],
    ["src/a.py:1:1: F821 x\n", "ruff", /cut off/],
    [
      "src/a.py:1: error: x  [y]\nFound 2 errors in 1 file (checked 1 source file)\n",
      undefined,
      /says 2 errors/,
    ],
    ["Success: no issues found in 0 source files\n", undefined, /no file/],
    ["Found 1 error in 1 file (errors prevented further checking)\n", undefined, /prevented/],
    ["a=1\na=1\n", undefined, /a is there twice/],
    ["a=NaN", undefined, /"NaN" and no plain number/],
    ["a=1e3", undefined, /no plain number/],
    ["a=Infinity", undefined, /no plain number/],
    ["a=0x10", undefined, /no plain number/],
    ["a=1,5", undefined, /no plain number/],
    ["a=5.5ms\na=2", undefined, /twice/],
    ["a=5 furlongs", undefined, /"furlongs", which is not known/],
    ["# nothing\n", undefined, /no value/],
    ["hello", undefined, /no line such as/],
  ])("%#", (...[text, format, reason]) => {
    const lines = told(text, format);

    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(lines[0]).toMatch(/^flaw: /);
  });

  it("what is no UTF-8", () => {
    expect(told(new Uint8Array([0x61, 0x3d, 0xff]))).toEqual(["flaw: it is no UTF-8 text"]);
  });

  it("what is longer than 50 MB", () => {
    expect(told(new Uint8Array(50 * 1_048_576 + 1))).toEqual(["flaw: it is longer than 52428800 bytes"]);
  });
});

describe("toMetrics()", () => {
  const read = (...texts: readonly string[]) =>
    toMetrics(
      texts.map((text, index) => parseReport({ path: `r${index}`, bytes: new TextEncoder().encode(text) })),
    );

  it("adds tests and findings of one tool together", () => {
    const { metrics, flaws } = read(
      junit("<testcase/>"),
      junit("<testcase><failure/></testcase>"),
      "[]",
      "All checks passed!",
    );

    expect(flaws).toEqual([]);
    expect(metrics.find(({ name }) => name === "tests.pass-rate")).toEqual({
      name: "tests.pass-rate",
      tool: "junit",
      value: 50,
      unit: "%",
      source: "r0 and 1 more",
    });
    expect(metrics.find(({ name }) => name === "findings.total")?.value).toBe(0);
  });

  it("refuses a coverage, and a value, that is there twice", () => {
    const lcov = "SF:a\nLF:1\nLH:1\nend_of_record\n";

    expect(read(lcov, lcov).flaws).toMatchObject(
      [{ family: "coverage", tool: "lcov", reason: /merge/ }].map(() => ({
        family: "coverage",
        tool: "lcov",
      })),
    );
    expect(read(lcov, lcov).metrics).toEqual([]);
    expect(read("a=1", "a=2")).toMatchObject({ metrics: [], flaws: [{ reason: "a is given twice" }] });
  });

  it("believes a suite that tells of more failures than its cases show", () => {
    const { metrics } = read(
      '<testsuites failures="1" errors="1"><testsuite><testcase/><testcase/><testcase/></testsuite></testsuites>',
    );

    expect(metrics.find(({ name }) => name === "tests.failed")?.value).toBe(2);
  });

  it("makes a plain 0 of -0", () => {
    expect(Object.is(read("a=-0").metrics[0]?.value, 0)).toBe(true);
  });
});

describe("parseReport() takes time in step with the length of", () => {
  const repeat = (unit: string, characters: number) => unit.repeat(Math.floor(characters / unit.length));

  it.each<[string, ReportFormat, string]>([
    ["places without an end", "mypy", `${repeat(":1", 90_000)}\n`.repeat(20)],
    ["places without an end", "ruff", `${repeat(":1", 90_000)}\n`.repeat(20)],
    ["digits", "mypy", `:${repeat("1", 90_000)}\n`.repeat(20)],
    ["brackets", "mypy", `a:1: error: ${repeat("[a-", 90_000)}\n`.repeat(20)],
    ["dashes in a rule", "sarif", sarif(`"results":[{"ruleId":"a${repeat("-", 1_000_000)}b"}]`)],
    ["white space in a value", "values", `a${repeat(" ", 90_000)}\n`.repeat(20)],
    ["digits of a value", "values", `a=${repeat("1", 90_000)}\n`.repeat(20)],
    ["a comment", "junit", `<testsuite><!--${repeat("- ", 1_000_000)}--></testsuite>`],
    ["a document type", "junit", `<!DOCTYPE x SYSTEM ${repeat('"" ', 1_000_000)}><testsuite/>`],
    ["spaces of a tracefile", "lcov", `SF:a\n${repeat("DA:1,1 \n", 1_000_000)}`],
  ])(
    "%s (%s)",
    (_, format, text) => {
      const lines = told(text, format);

      expect(lines.length).toBeGreaterThan(0);
    },
    5_000,
  );
});
