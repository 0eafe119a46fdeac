import { describe, expect, it } from "vitest";
import { editPlan } from "./edit-plan.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const link = " ([#12](https://github.com/octo/plans/issues/12))";

const tick = (line: number, boxOffset: number, checked = true) =>
  ({ kind: "tick", line, boxOffset, checked }) as const;
const linkAt = (line: number, offset: number, text = link) => ({ kind: "link", line, offset, text }) as const;

describe("editPlan() ticking", () => {
  it.each([
    ["a box", "- [ ] a\n", 1, 3, "- [x] a\n"],
    ["a second box", "- [ ] a\n- [ ] b\n", 2, 11, "- [ ] a\n- [x] b\n"],
    ["after returns and line feeds", "- [ ] a\r\n- [ ] b\r\n", 2, 12, "- [ ] a\r\n- [x] b\r\n"],
    ["after mixed line ends", "a\r\n\n- [ ] b\n", 3, 7, "a\r\n\n- [x] b\n"],
    ["after line ends of two returns", "a\r\r\n- [ ] b", 3, 7, "a\r\r\n- [x] b"],
    ["after a byte order mark", "\uFEFF- [ ] a", 1, 6, "\uFEFF- [x] a"],
    ["after emoji", "- [x] 🎉é\n- [ ] b", 2, 16, "- [x] 🎉é\n- [x] b"],
    ["a box below its marker", "-\n  [ ] a\n", 1, 5, "-\n  [x] a\n"],
    ["a box with a tab", "- [\t] a", 1, 3, "- [x] a"],
    ["as the author does", "- [X] a\n- [ ] b", 2, 11, "- [X] a\n- [X] b"],
    [
      "as the author mostly does",
      "- [X] a\n- [x] b\n- [x] b\n- [ ] c",
      4,
      27,
      "- [X] a\n- [x] b\n- [x] b\n- [x] c",
    ],
    ["what is ticked already", "- [X] a\n- [x] b", 1, 3, "- [X] a\n- [x] b"],
  ])("ticks %s", (...[, text, line, boxOffset, expected]) => {
    const { bytes, problems } = editPlan(bytesOf(text), [tick(line, boxOffset)]);

    expect(textOf(bytes)).toBe(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ["a small tick", "- [x] a\n", "- [ ] a\n"],
    ["a large tick", "- [X] a\n", "- [ ] a\n"],
    ["what is open already, a tab", "- [\t] a\n", "- [\t] a\n"],
  ])("unticks %s", (_, text, expected) => {
    expect(textOf(editPlan(bytesOf(text), [tick(1, 3, false)]).bytes)).toBe(expected);
  });

  it("keeps bytes that are no UTF-8, and NUL", () => {
    const bytes = Uint8Array.of(0xff, 0xc3, 0x00, 0x0a, 0x2d, 0x20, 0x5b, 0x20, 0x5d, 0x20, 0xe2, 0x9a);

    expect(editPlan(bytes, [tick(2, 7)]).bytes).toEqual(bytes.with(7, 0x78));
  });

  it.each([
    ["another byte", "- [ ] a", 1, 2],
    ["a stale line", "- [ ] a\n\n\n- [ ] b", 1, 13],
    ["a line further down", "- [ ] a\n- [ ] b", 2, 3],
    ["a line that is not there", "- [ ] a\n- [ ] b", 3, 11],
    ["a place after the end", "- [ ] a", 1, 70],
    ["a box of another kind", "- [~] a", 1, 3],
    ["a box broken over two lines", "- [\n] a", 1, 3],
    ["a place before the file", "- [ ] a", 1, -1],
  ])("refuses %s and changes nothing", (...[, text, line, boxOffset]) => {
    const { bytes, problems } = editPlan(bytesOf(text), [tick(line, boxOffset)]);

    expect(textOf(bytes)).toBe(text);
    expect(problems).toMatchObject([{ line, rule: "plan-edit" }]);
  });
});

describe("editPlan() linking", () => {
  it.each([
    ["the line's end", "- [ ] a\n- [ ] b\n", 1, 7, `- [ ] a${link}\n- [ ] b\n`],
    ["the file's end", "- [ ] a", 1, 7, `- [ ] a${link}`],
    ["returns", "- [ ] a\r\n", 1, 7, `- [ ] a${link}\r\n`],
    ["trailing spaces", "- [ ] a  \nb", 1, 7, `- [ ] a${link}  \nb`],
    ["a hard break", "- [ ] a\\\nb", 1, 7, `- [ ] a${link}\\\nb`],
    ["a comment", "- [ ] a <!--\n-->", 1, 7, `- [ ] a${link} <!--\n-->`],
  ])("inserts before %s", (...[, text, line, offset, expected]) => {
    const { bytes, problems } = editPlan(bytesOf(text), [linkAt(line, offset)]);

    expect(textOf(bytes)).toBe(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ["inside a word", "- [ ] abc", 1, 7],
    ["after a space", "- [ ] a b", 1, 8],
    ["on another line", "- [ ] a\n- [ ] b", 2, 7],
    ["inside a letter", "- [ ] é", 1, 7],
    ["at the beginning", "", 1, 0],
  ])("refuses a place %s", (...[, text, line, offset]) => {
    const { bytes, problems } = editPlan(bytesOf(text), [linkAt(line, offset)]);

    expect(textOf(bytes)).toBe(text);
    expect(problems).toHaveLength(1);
  });

  it.each([
    "",
    "[#12](https://github.com/octo/plans/issues/12)",
    " ([#12](https://github.com/octo/plans/issues/12)) and more",
    " ([#12](javascript:alert(1)))",
    " ([#12](https://github.com/octo/plans/issues/12\n))",
    " ([#12](https://github.com/octo/pläne/issues/12))",
    " ([words](https://github.com/octo/plans/issues/12))",
  ])("refuses to insert what is no link of its own: %j", (text) => {
    const { bytes, problems } = editPlan(bytesOf("- [ ] a\n"), [linkAt(1, 7, text)]);

    expect(textOf(bytes)).toBe("- [ ] a\n");
    expect(problems).toHaveLength(1);
  });

  it("takes its link out again, and nothing else", () => {
    const bytes = bytesOf(`- [ ] a${link} b ([#12](https://example.com))\n`);

    expect(
      textOf(editPlan(bytes, [{ kind: "unlink", line: 1, offset: 7, endOffset: 7 + link.length }]).bytes),
    ).toBe("- [ ] a b ([#12](https://example.com))\n");
    expect(
      editPlan(bytes, [{ kind: "unlink", line: 1, offset: 6, endOffset: 7 + link.length }]).problems,
    ).toHaveLength(1);
  });
});

describe("editPlan() with several edits", () => {
  it("applies them all to the bytes that were parsed, in any order", () => {
    const text = "- [ ] a\n- [ ] b\n- [x] c\n";
    const edits = [tick(3, 19, false), linkAt(2, 15), tick(2, 11), linkAt(1, 7)];

    const { bytes, problems } = editPlan(bytesOf(text), edits);

    expect(textOf(bytes)).toBe(`- [ ] a${link}\n- [x] b${link}\n- [ ] c\n`);
    expect(problems).toEqual([]);
  });

  it("leaves out the refused ones alone", () => {
    const { bytes, problems } = editPlan(bytesOf("- [ ] a\n- [ ] b\n"), [tick(1, 4), tick(2, 11)]);

    expect(textOf(bytes)).toBe("- [ ] a\n- [x] b\n");
    expect(problems).toEqual([
      {
        line: 1,
        column: 1,
        rule: "plan-edit",
        message: "Cannot edit the plan: byte 4 is no box: the file has changed since it was read",
      },
    ]);
  });

  it("counts equal edits once and refuses two links in one place", () => {
    const other = link.replaceAll("12", "13");
    const edits = [linkAt(1, 7), linkAt(1, 7), linkAt(1, 7, other), tick(1, 3), tick(1, 3)];

    const { bytes, problems } = editPlan(bytesOf("- [ ] a\n"), edits);

    expect(textOf(bytes)).toBe(`- [x] a${link}\n`);
    expect(problems.map(({ message }) => message)).toEqual([
      "Cannot edit the plan: another edit changes the same place",
    ]);
  });
});
