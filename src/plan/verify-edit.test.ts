import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedPlan } from "../model/plan.ts";
import type { PlanEdit } from "../model/plan-edit.ts";
import { editPlan } from "./edit-plan.ts";
import { parsePlan } from "./parse-plan.ts";
import { refusedPlan } from "./refused-plan.ts";
import { verifyEdit } from "./verify-edit.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const link = " ([#12](https://github.com/octo/plans/issues/12))";

const tickEdits = ({ plan }: ParsedPlan): readonly PlanEdit[] =>
  plan.tasks.map(({ line, boxOffset, checked }) => ({ kind: "tick", line, boxOffset, checked: !checked }));
const linkEdits = ({ plan }: ParsedPlan): readonly PlanEdit[] =>
  plan.tasks.flatMap(({ line, link: own, linkOffset }) =>
    own === undefined && linkOffset !== undefined
      ? [{ kind: "link", line, offset: linkOffset, text: link }]
      : [],
  );

/** What comes of each edit alone, and of all together: nothing, where they go well. */
function flawsOf(bytes: Uint8Array): readonly string[] {
  const parsed = parsePlan(bytes);
  const edits = [...tickEdits(parsed), ...linkEdits(parsed)];
  return [...edits.map((edit) => [edit]), edits].flatMap((some) => {
    const edited = editPlan(bytes, some);
    const grown = some.filter(({ kind }) => kind === "link").length * link.length;
    const length = edited.bytes.length === bytes.length + grown ? [] : ["another length"];
    const problems = [...edited.problems, ...verifyEdit(parsed, parsePlan(edited.bytes), some)];
    return [...length, ...problems.map(({ message }) => message)];
  });
}

const plan =
  "# Plan é ✅\n\n## Phase 1: A\n\n- [ ] T1 a\n  - [x] b  \n- [X] **c**\\\n  d\n\n### Success criteria\n\n- [ ] ≥80% e\n";

describe("editPlan() and verifyEdit() on every shape of text", () => {
  it.each<[string, Uint8Array, number]>([
    ["line feeds", bytesOf(plan), 3],
    ["returns and line feeds", bytesOf(plan.replaceAll("\n", "\r\n")), 3],
    ["lone returns", bytesOf(plan.replaceAll("\n", "\r")), 3],
    ["two returns and a line feed", bytesOf("# A\r\r\n\r\r\n- [ ] a\r\r\n- [x] b\r\r\n"), 2],
    ["mixed line ends", bytesOf("# A\r\n\n- [ ] a\n- [x] b\r\n- [ ] c\r- [ ] d"), 4],
    ["a byte order mark", bytesOf(`\uFEFF${plan}`), 3],
    ["a byte order mark before the first box", bytesOf("\uFEFF- [ ] a\n- [ ] b"), 2],
    ["two byte order marks", bytesOf("\uFEFF\uFEFF- [ ] a\n- [ ] b"), 2],
    ["no final line end", bytesOf("- [ ] a\n- [ ] b"), 2],
    ["trailing spaces", bytesOf("- [ ] a  \n- [ ] b\t\n"), 2],
    ["tabs", bytesOf("-\t[ ]\ta\n\t-\t[x]\tb\n- [\t] c\n"), 3],
    ["NUL", bytesOf("- [ ] a\u0000b\n- [x] \u0000\n"), 2],
    [
      "bytes that are no UTF-8",
      Uint8Array.of(
        0x2d,
        0x20,
        0x5b,
        0x20,
        0x5d,
        0x20,
        0xff,
        0xc3,
        0x0a,
        0x2d,
        0x20,
        0x5b,
        0x78,
        0x5d,
        0x20,
        0xe2,
        0x9a,
      ),
      2,
    ],
    ["a garbled emoji", bytesOf("- [ ] âœ… a\n- [x] ‚úÖ b\n- [ ] ðŸŽ¯ c"), 3],
    ["letters beyond sixteen bits", bytesOf("- [ ] 🎉\n- [x] 𝒳"), 2],
    ["spaces that do not break", bytesOf("- [ ] a\u00a0\n- [x] \u00a0b"), 2],
    ["quotes", bytesOf("> - [ ] a\n> - [x] b\n"), 2],
    ["front matter", bytesOf("---\ntitle: a\n---\n- [ ] a\n"), 1],
    ["a rule on the first line", bytesOf("---\n\n- [ ] a\n"), 1],
    ["text over the line's end", bytesOf("- [ ] a *b\n  c* d\n- [x] `e\n  f`\n- [ ] [g\n  h](i)\n"), 3],
  ])("change nothing but boxes and links: %s", (...[, bytes, tasks]) => {
    expect(parsePlan(bytes).plan.tasks).toHaveLength(tasks);
    expect(flawsOf(bytes)).toEqual([]);
  });

  it("change nothing but boxes and links in generated plans", () => {
    const pieces = [
      "- [ ] ",
      "- [x] ",
      "* [X] ",
      "1. [ ] ",
      "  ",
      "\t",
      "> ",
      "# ",
      "a",
      "**b**",
      "*c\n",
      "d*",
      "`e",
      "f` ",
      "[g](h)",
      "\\",
      "  ",
      "é",
      "🎉",
      "\uFEFF",
      "\u0000",
      "<!-- i",
      " -->",
      "```",
      "\r",
      "|",
      "---",
    ];
    const line = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((words) => words.join(""));
    const ends = fc.constantFrom("\n", "\r\n", "\r\r\n", "\n\n");

    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), ends, (lines, end) => {
        expect(flawsOf(bytesOf(lines.join(end)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("verifyEdit()", () => {
  const before = parsePlan(bytesOf("- [ ] a\n- [ ] b\n"));
  const edits: readonly PlanEdit[] = [
    { kind: "tick", line: 1, boxOffset: 3, checked: true },
    { kind: "link", line: 2, offset: 15, text: link },
  ];

  it.each([
    ["a box more", `- [x] a\n- [ ] b${link}\n- [ ] c\n`, "it has 3 boxes and not 2"],
    ["all boxes less", `- a\n- b${link}\n`, "it has 0 boxes and not 2"],
    ["a box that is not ticked", `- [ ] a\n- [ ] b${link}\n`, 'the box "a" is not ticked'],
    ["a box that is ticked as well", `- [x] a\n- [x] b${link}\n`, 'the box "b" is ticked'],
    ["other words", `- [x] c\n- [ ] b${link}\n`, 'the box "a" has become "c"'],
    ["no link", "- [x] a\n- [ ] b\n", 'the box "b" has lost its link'],
    [
      "another link",
      `- [x] a\n- [ ] b${link.replaceAll("12", "13")}\n`,
      'the box "b" is linked to octo/plans#13',
    ],
    ["another place", `- [x] a \n- [ ] b${link}\n`, 'the box "b" stands at another byte'],
    ["another line", `- [x] a\n\n- [ ] b${link}\n`, 'the box "b" stands on line 3'],
  ])("tells of %s", (...[, text, reason]) => {
    const messages = verifyEdit(before, parsePlan(bytesOf(text)), edits).map(({ message }) => message);

    expect(messages).toContain(`Cannot edit the plan: afterwards ${reason}`);
  });

  it("takes no refused plan for one that reads as wanted", () => {
    expect(verifyEdit(before, refusedPlan([]), [])).toHaveLength(1);
    expect(verifyEdit(refusedPlan([]), refusedPlan([]), [])).toHaveLength(1);
  });
});
