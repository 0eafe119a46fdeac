import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseMetricsFile } from "../evidence/reports/metrics-file.ts";
import { report } from "./report.ts";

const samples = join(import.meta.dirname, "../../test/fixtures/reports");

let folder: string;
let written: { readonly name: string; readonly text: string } | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plangate-report-"));
  written = undefined;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (files: string, format = "auto") =>
  report({
    files,
    format,
    folder,
    write: (name, text) => {
      written = { name, text };
      return Promise.resolve();
    },
  });

const metrics = () => parseMetricsFile(new TextEncoder().encode(written?.text ?? ""));

describe("report()", () => {
  it("writes one file from reports named by path and glob, each once", async () => {
    cpSync(samples, join(folder, "reports"), { recursive: true });

    const told = await run(
      "reports/vitest.lcov\nreports/*.lcov\n\nreports/vitest-junit.xml\nreports/ruff.json\n",
    );

    expect(told).toMatchObject({ exitCode: 0 });
    expect(told.text).toContain("lcov:coverage.lines = 60 % (reports/vitest.lcov)");
    expect(written?.name).toBe("plangate-metrics.json");
    expect(metrics()).toMatchObject({ metrics: { flaws: [] } });
    expect(JSON.stringify(metrics())).toContain('"findings.F821"');
  });

  it("keeps a flaw in the file, and does not fail the step", async () => {
    writeFileSync(join(folder, "coverage.xml"), '<coverage line-rate="0.9">');

    const told = await run("coverage.xml\njunit.xml");

    expect(told.exitCode).toBe(0);
    expect(metrics()).toMatchObject({
      metrics: {
        metrics: [],
        flaws: [
          { source: "coverage.xml", family: "coverage", tool: "cobertura" },
          { source: "junit.xml", family: "", reason: "there is no such file" },
        ],
      },
    });
  });

  it("leaves out what an earlier step wrote, and dependencies", async () => {
    mkdirSync(join(folder, "node_modules/a"), { recursive: true });
    for (const path of ["plangate-metrics.json", "node_modules/a/bench.txt", "bench.txt"]) {
      writeFileSync(join(folder, path), "bench.a=1 ms\n");
    }

    await run("**/*.txt\n**/*.json");

    expect(metrics()).toMatchObject({
      metrics: { metrics: [{ name: "bench.a", source: "bench.txt" }], flaws: [{ source: "**/*.json" }] },
    });
  });

  it.each(["../x.xml", "a/../../x.xml", "/etc/passwd", "C:\\x.xml", "a\\..\\b", "~/x.xml", "..", "**/../x"])(
    "goes nowhere outside the workspace: %s",
    async (path) => {
      expect(await run(path)).toMatchObject({ exitCode: 2 });
      expect(written).toBeUndefined();
    },
  );

  it("refuses a link out of the workspace", async () => {
    writeFileSync(join(tmpdir(), "plangate-outside.txt"), "bench.a=1 ms\n");
    symlinkSync(join(tmpdir(), "plangate-outside.txt"), join(folder, "in.txt"));

    await run("in.txt");

    expect(metrics()).toMatchObject({
      metrics: { metrics: [], flaws: [{ reason: "it is no plain file below the workspace" }] },
    });
  });

  it("refuses more than 200 files, no file at all and a format nobody knows", async () => {
    for (let index = 0; index < 201; index += 1) writeFileSync(join(folder, `${index}.txt`), "a=1");

    expect((await run("*.txt")).text).toContain("more than 200 files");
    expect((await run(" \n")).exitCode).toBe(2);
    expect((await run("1.txt", "clover")).text).toContain("none of auto, lcov, cobertura");
  });
});
