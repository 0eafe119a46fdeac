import { describe, expect, it } from "vitest";
import type { Metric, RunFacts } from "../../model/metric.ts";
import type { CommitSha } from "../../model/repository.ts";
import { parseMetricsFile, printMetrics } from "./metrics-file.ts";
import { parseMetricsRecord, printMetricsRecord } from "./metrics-record.ts";

const metric: Metric = { name: "coverage.lines", tool: "lcov", value: 82.4, unit: "%", source: "lcov.info" };
const flaw = { source: "a.xml", family: "tests", tool: "junit", reason: "it is cut off" } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("printMetrics() and parseMetricsFile()", () => {
  it("give back what was printed", () => {
    const metrics = { metrics: [metric, { ...metric, tool: "cobertura" }], flaws: [flaw] };

    expect(parseMetricsFile(bytes(printMetrics(metrics)))).toEqual({ metrics });
    expect(parseMetricsFile(bytes(printMetrics({ metrics: [], flaws: [] })))).toEqual({
      metrics: { metrics: [], flaws: [] },
    });
  });

  it.each([
    ["another version", '{"version":2,"metrics":[],"flaws":[]}'],
    ["no list", '{"version":1,"metrics":[]}'],
    ["a key twice", '{"version":1,"version":1,"metrics":[],"flaws":[]}'],
    ["a metric twice", printMetrics({ metrics: [metric, metric], flaws: [] })],
    ["a number in quotes", printMetrics({ metrics: [metric], flaws: [] }).replace("82.4", '"82.4"')],
    ["a number beyond all", printMetrics({ metrics: [metric], flaws: [] }).replace("82.4", "1e999")],
    ["a unit nobody knows", printMetrics({ metrics: [{ ...metric, unit: "furlongs" }], flaws: [] })],
    [
      "one more key",
      printMetrics({ metrics: [metric], flaws: [] }).replace('"tool"', '"run":{"id":1},"tool"'),
    ],
    ["an end too early", printMetrics({ metrics: [metric], flaws: [] }).slice(0, -5)],
    ["a text too long", printMetrics({ metrics: [{ ...metric, source: "x".repeat(301) }], flaws: [] })],
  ])("refuse a file with %s", (_, text) => {
    expect(parseMetricsFile(bytes(text))).toHaveProperty("reason");
  });
});

describe("printMetricsRecord() and parseMetricsRecord()", () => {
  const run: RunFacts = {
    id: 1,
    url: "u",
    event: "push",
    branch: "main",
    commit: "c" as CommitSha,
    fork: false,
  };

  it("give back what was measured, from a text around it, CRLF or not", () => {
    const text = `# v1\n\n${printMetricsRecord([
      { ...metric, run },
      { ...metric, value: 1, run },
    ])}\n\nThanks`;

    expect(parseMetricsRecord(text)).toEqual([metric]);
    expect(parseMetricsRecord(text.replaceAll("\n", "\r\n"))).toEqual([metric]);
  });

  it("let no report end the comment", () => {
    const hostile = { ...metric, source: "a-->b<!-- plangate: metrics\n--!>" };
    const text = printMetricsRecord([{ ...hostile, run }]);

    expect(text.match(/-->|<!--|--!>/g)).toEqual(["<!--", "-->"]);
    expect(parseMetricsRecord(text)).toEqual([hostile]);
  });

  it("say nothing where there is nothing, two records or a broken one", () => {
    const text = printMetricsRecord([{ ...metric, run }]);

    expect(printMetricsRecord([])).toBe("");
    expect(parseMetricsRecord("no record")).toBeUndefined();
    expect(parseMetricsRecord(text + text)).toBeUndefined();
    expect(parseMetricsRecord(text.replace("82.4", "much"))).toBeUndefined();
  });
});
