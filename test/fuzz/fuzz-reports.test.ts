import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Metric } from "../../src/model/metric.ts";
import { dimensionOf } from "../../src/model/units.ts";
import { parseReport } from "../../src/evidence/reports/parse-report.ts";
import type { ReportFormat } from "../../src/evidence/reports/report-format.ts";
import { toMetrics } from "../../src/evidence/reports/to-metrics.ts";

const folder = join(import.meta.dirname, "../fixtures/reports");
const runs = 10_000;
/** A report of a few thousand bytes takes far less; more than this is a hang. */
const longestMs = 2_000;

const samples: Readonly<Record<ReportFormat, RegExp>> = {
  lcov: /lcov/,
  cobertura: /cobertura/,
  junit: /junit/,
  sarif: /sarif$/,
  ruff: /^ruff/,
  mypy: /^mypy/,
  values: /^bench/,
};

/** What breaks grammars apart. */
const pieces = [
  "<",
  ">",
  "&",
  "]]>",
  "<!DOCTYPE a [",
  "<![CDATA[",
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\u",
  "-",
  "1e999",
  "NaN",
  "\0",
  "\n",
  "=",
  " ",
  "\uFEFF",
  "__proto__",
];

/** The same numbers each time: mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  let changed = bytes;
  for (let count = 1 + random(5); count > 0; count -= 1) {
    const at = random(changed.length + 1);
    const until = Math.min(changed.length, at + random(60));
    const piece = Buffer.from(
      (pieces[random(pieces.length)] ?? "").repeat(1 + random(random(20) === 0 ? 500 : 3)),
    );
    const middle =
      [piece, Buffer.alloc(0), changed.subarray(at, until), Buffer.from([random(256)])][random(4)] ?? piece;
    const rest = random(2) === 0 ? changed.subarray(at) : changed.subarray(until);
    changed = Buffer.concat([changed.subarray(0, at), middle, rest]);
  }
  return changed;
}

describe("report parsers, fuzzed", () => {
  it.each(Object.entries(samples))(
    `${runs} broken %s reports give finite numbers or a reason, and end`,
    (format, files) => {
      const read = readdirSync(folder)
        .filter((name) => files.test(name))
        .map((name) => readFileSync(join(folder, name)));
      const random = seeded(format.length * 7_919);
      const bad: Metric[] = [];
      let flawed = 0;
      let slowestMs = 0;
      for (let run = 0; run < runs; run += 1) {
        const bytes = mutate(read[random(read.length)] ?? Buffer.alloc(0), random);
        const begun = performance.now();
        const report = parseReport({
          path: "r",
          bytes,
          ...(random(2) === 0 ? {} : { format: format as ReportFormat }),
        });
        slowestMs = Math.max(slowestMs, performance.now() - begun);
        if (report.flaw !== undefined) flawed += 1;
        const { metrics } = toMetrics([report]);
        const shares = metrics.filter(({ name }) => name.startsWith("coverage."));
        bad.push(
          ...metrics.filter(({ value, unit }) => !Number.isFinite(value) || dimensionOf(unit) === undefined),
          ...shares.filter(({ value }) => value < 0 || value > 100),
        );
      }

      expect(bad).toEqual([]);
      expect(slowestMs).toBeLessThan(longestMs);
      expect(flawed).toBeGreaterThan(0);
      expect(Reflect.ownKeys(Object.prototype)).not.toContain("polluted");
    },
    120_000,
  );
});
