import { describe, expect, it } from "vitest";
import { checkLimits, planLimits } from "./check-limits.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const rulesOf = (text: string) =>
  checkLimits(bytesOf(text)).map(({ rule, line, column }) => ({ rule, line, column }));
const nestedList = (depth: number) =>
  Array.from({ length: depth }, (_, level) => `${"  ".repeat(level)}- [ ] level ${level + 1}`).join("\n");

describe("checkLimits()", () => {
  it("says value, limit and the way out when a plan is too long", () => {
    const bytes = bytesOf("- [ ] a task of some length\n".repeat(40_000));

    expect(checkLimits(bytes)).toEqual([
      {
        line: 1,
        column: 1,
        rule: "plan-bytes",
        message:
          "Cannot read the plan: it is 1,120,000 bytes long and the limit is 1,048,576: split it into several plans",
      },
    ]);
  });

  it("says value, limit and the way out when a plan has too many lines", () => {
    expect(checkLimits(bytesOf("a\r\n".repeat(20_001)))).toEqual([
      {
        line: 20_001,
        column: 1,
        rule: "plan-lines",
        message:
          "Cannot read the plan: it has 20,001 lines and the limit is 20,000: split it into several plans",
      },
    ]);
  });

  it("says where nesting begins to be too deep", () => {
    expect(checkLimits(bytesOf(nestedList(33)))).toEqual([
      {
        line: 33,
        column: 67,
        rule: "plan-nesting",
        message:
          "Cannot read the plan: lists and quotes stand more than 32 deep in each other here, which is the limit: " +
          "move the inner ones out, or put the text into a code block",
      },
    ]);
  });

  it("lets a plan pass that is exactly at every limit", () => {
    const lines = [nestedList(32), ...Array.from({ length: planLimits.linesMax - 32 }, () => "- [ ] x")].join(
      "\n",
    );

    expect(checkLimits(bytesOf(`${lines}\n`))).toEqual([]);
    expect(checkLimits(bytesOf("x".repeat(planLimits.bytesMax)))).toEqual([]);
  });

  it.each([
    ["bullets on one line", `${"- ".repeat(33)}a`],
    ["numbers on one line", `${"1. ".repeat(33)}a`],
    ["quotes without spaces", `${">".repeat(33)}a`],
    ["quotes with spaces", `${"> ".repeat(33)}a`],
    ["quotes and lists in turn", `${"> - 1. ".repeat(11)}a`],
    ["bullets of pluses, which are no rule", "+ ".repeat(33)],
    ["a rule after too many bullets", `${"+ ".repeat(33)}- - -`],
    ["tabs as indentation", Array.from({ length: 33 }, (_, level) => `${"\t".repeat(level)}- a`).join("\n")],
    [
      "quotes that grow line by line",
      Array.from({ length: 33 }, (_, level) => `${">".repeat(level + 1)} a`).join("\n\n"),
    ],
    [
      "items that begin with a blank line",
      Array.from({ length: 33 }, (_, level) => `${"  ".repeat(level)}-`).join("\n"),
    ],
  ])("refuses nesting by %s", (_, text) => {
    expect(rulesOf(text).map(({ rule }) => rule)).toEqual(["plan-nesting"]);
  });

  it.each([
    ["a rule of many dashes", `${"- ".repeat(200)}\n${"* ".repeat(200)}`],
    ["a quoted rule", `> ${"- ".repeat(200)}`],
    ["fenced code", `\`\`\`\n${"> ".repeat(40)}\n${">".repeat(40)}\n\`\`\``],
    ["fenced code in an item", `- a\n\n  ~~~\n  ${"> ".repeat(40)}a\n  ~~~`],
    ["indented code", `    ${">".repeat(80)}`],
    ["a comment", `<!--\n${"> ".repeat(40)}a\n-->`],
    ["a block of HTML", `<pre>\n${"> ".repeat(40)}a\n</pre>`],
    ["front matter", `---\nart: |\n  x\n${"> ".repeat(40)}a\n---\n`],
    ["the words of a line", `- a ${"> ".repeat(40)}`],
    ["numbers that go on with a paragraph", `a\n${"2. ".repeat(40)}b`],
    ["many shallow lists", "- a\n  - b\n\n".repeat(3000)],
    ["merge marks", `${"<".repeat(40)} a\n\n<${">".repeat(40)} b`],
  ])("lets deep-looking marks pass in %s", (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  it("counts a byte order mark and a line end of two returns as the parser does", () => {
    expect(rulesOf(`\uFEFF# a\r\r\n${"- ".repeat(33)}a`)).toEqual([
      { rule: "plan-nesting", line: 3, column: 67 },
    ]);
  });

  it.each([
    ["nested markers, 8 KB", "- ".repeat(4_000)],
    ["nested markers with words, 8 KB", `${"- ".repeat(4_000)}a`],
    ["nested quotes, 1 MB", `${"> ".repeat(500_000)}a`],
    ["spaces, 1 MB", `-${" ".repeat(1_000_000)}a`],
    ["a tag that never ends, 1 MB", `<a ${'b="c" '.repeat(160_000)}`],
    ["spaces in a tag, 1 MB", `<a${" ".repeat(1_000_000)}b`],
    ["ticks, 1 MB", "`".repeat(1_000_000)],
    ["comment openings, 1 MB", "<!--".repeat(250_000)],
    ["lazy lines", `${"> ".repeat(32)}a\n${"b\n".repeat(19_000)}`],
    ["deep lists again and again", `${nestedList(32)}\n\n`.repeat(500)],
  ])(
    "answers in linear time on %s",
    (_, text) => {
      expect(checkLimits(bytesOf(text)).length).toBeLessThan(3);
    },
    2_000,
  );
});
