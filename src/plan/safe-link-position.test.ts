import type { Paragraph } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { describe, expect, it } from "vitest";
import { safeLinkPosition } from "./safe-link-position.ts";

function paragraphOf(text: string): Paragraph {
  const tree = fromMarkdown(text, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  });
  const list = tree.children.find((node) => node.type === "list");
  const paragraph = list?.children[0]?.children[0];
  if (paragraph?.type !== "paragraph") throw new Error(`No task in ${text}`);
  return paragraph;
}

describe("safeLinkPosition()", () => {
  it.each([
    ["the end of a line", "- [ ] a b|\n"],
    ["the end of the file", "- [ ] a b|"],
    ["returns", "- [ ] a|\r\n- [ ] b"],
    ["two returns and a line feed", "- [ ] a|\r\r\n- [ ] b"],
    ["trailing spaces and tabs", "- [ ] a| \t \n- [ ] b"],
    ["a hard break of two spaces", "- [ ] a|  \n  b"],
    ["a hard break of a backslash", "- [ ] a|\\\n  b"],
    ["a backslash that breaks nothing", "- [ ] a|\\\n- [ ] b"],
    ["space and backslash", "- [ ] a| \\\n  b"],
    ["an escaped backslash, which is a word", "- [ ] a\\\\|\n  b"],
    ["a second line", "- [ ] a|\n  b\n  c"],
    ["a lazy line", "- [ ] a|\nb"],
    ["a quoted line", "> x\n\n- [ ] a|\n"],
    ["what follows a closed construct", "- [ ] **a** [b](c) `d`|\n"],
    ["what follows a comment", "- [ ] a <!-- b -->|\n"],
    ["emphasis over the line's end", "- [ ] a| **b\n  c** d"],
    ["a link over the line's end", "- [ ] a| [b\n  c](d)"],
    ["a link's title on the next line", '- [ ] a| [b](c\n  "d")'],
    ["code over the line's end", "- [ ] a| `b\n  c`"],
    ["a comment over the line's end", "- [ ] a| <!-- b\n  c -->"],
    ["the outermost construct", "- [ ] a| **b `c\n  d` e** f"],
    ["an HTML link over the line's end", "- [ ] a| <a href=b>c\n  d</a>"],
    ["other HTML over the line's end", "- [ ] a <b>c|\n  d</b>"],
    ["text that begins bold", "- [ ] **a** b|\n"],
    ["text on the line after the box", "- [ ]\n  a|\n"],
    ["a link with parentheses", "- [ ] a [b](c(d))|\n"],
    ["brackets that are no link", "- [ ] a](b)|\n"],
    ["astral text", "- [ ] 🎉 a|\n"],
    ["an ordered item", "1. [x] a|\n"],
  ])("is before %s", (_, marked) => {
    const text = marked.replace("|", "");

    expect(safeLinkPosition(paragraphOf(text), text)).toBe(marked.indexOf("|"));
  });

  it.each([
    ["bold from the beginning over the line's end", "- [ ] **a\n  b**"],
    ["a link from the beginning over the line's end", "- [ ] [a\n  b](c)"],
    ["bold that is glued to a word", "- [ ] a**b\n  c**"],
    ["a link that is never closed", "- [ ] a [b](c"],
    ["a link that is closed once too little", "- [ ] a [b](c(d)"],
    ["a link that is opened twice", "- [ ] a [b](c](d)?"],
    ["a number below its box", "- [ ]\n  1."],
    ["nothing but a backslash", "- [ ] \\\n  b"],
  ])("is nowhere in %s", (_, text) => {
    expect(safeLinkPosition(paragraphOf(text), text)).toBeUndefined();
  });
});
