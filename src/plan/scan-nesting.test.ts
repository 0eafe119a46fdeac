import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { scanNesting } from "./scan-nesting.ts";

const reader = new MarkdownIt("commonmark");

/** How deep another CommonMark reader nests a text. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { type } of reader.parse(text, {})) {
    if (type === "list_item_open" || type === "blockquote_open") depth += 1;
    if (type === "list_item_close" || type === "blockquote_close") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

describe("scanNesting()", () => {
  it("nests as another CommonMark reader does", () => {
    const marker = fc.constantFrom(
      "- ",
      "* ",
      "+ ",
      "1. ",
      "2. ",
      "10) ",
      "> ",
      ">",
      "  ",
      "   ",
      "    ",
      "-",
      "",
    );
    const words = fc.constantFrom(
      "a",
      "b c",
      "",
      "```",
      "~~~",
      "# h",
      "***",
      "- - -",
      "===",
      "<!--",
      "-->",
      "<div>",
    );
    const line = fc
      .tuple(fc.array(marker, { maxLength: 5 }), words)
      .map(([markers, word]) => markers.join("") + word);

    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        // The other reader goes on with a quote where its mark is indented as code.
        fc.pre(lines.every((one) => !/ {4}>/.test(one)));
        expect(scanNesting(lines, 32).depth).toBe(depthOf(lines.join("\n")));
      }),
      { numRuns: 3_000 },
    );
  });

  it("says where it first is deepest", () => {
    expect(scanNesting(["- a", "  - b", "", "> c", "> > d", "  - > e"], 32)).toEqual({
      depth: 2,
      line: 2,
      column: 5,
    });
  });

  it("stops at one more than the limit", () => {
    expect(scanNesting(["- ".repeat(100_000) + "a"], 32)).toEqual({ depth: 33, line: 1, column: 67 });
  });

  it("counts the text of footnotes", () => {
    expect(scanNesting(["[^a]: - b", "    > c"], 32).depth).toBe(2);
  });
});
