import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { scanNesting } from "./scan-nesting.ts";

const reader = new MarkdownIt("commonmark");

/** How deep the parser nests it. */
function parsedDepth(node: Nodes): number {
  const own = node.type === "listItem" || node.type === "blockquote" ? 1 : 0;
  const below = "children" in node ? node.children.map(parsedDepth) : [];
  return own + Math.max(0, ...below);
}

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
  it("nests as the parser or another CommonMark reader does: each has its own slips", () => {
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
        const text = lines.join("\n");
        expect([parsedDepth(fromMarkdown(text)), depthOf(text)]).toContain(scanNesting(lines, 32).depth);
      }),
      { numRuns: 6_000 },
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
