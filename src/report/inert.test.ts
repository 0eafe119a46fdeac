import * as fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import { asCode, inert } from "./inert.ts";
import { plainLine } from "./plain-line.ts";

const reader = unified().use(remarkParse).use(remarkGfm);

function kindsOf(node: Nodes): string[] {
  return "children" in node ? [node.type, ...node.children.flatMap(kindsOf)] : [node.type];
}

function textOf(node: Nodes): string {
  if ("children" in node) return node.children.map(textOf).join("");
  return "value" in node ? node.value : "";
}

/** What GitHub makes links or references of, in rendered text. */
const alive = [
  /@[a-z0-9]/i,
  /#\d/,
  /\bGH-\d/i,
  /:\/\//,
  /\bwww\./i,
  /\b[0-9a-f]{7,40}\b/i,
  /\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):? +(?:[\w.-]+\/[\w.-]+)?#\d/i,
];

const fragment = fc.oneof(
  fc.constantFrom(
    "@mona",
    "@org/security",
    "a@b.example",
    "#12",
    "o/r#12",
    "o/r@0a1b2c3d",
    "GH-12",
    "fixes #1",
    "Closes: o/r#2",
    "https://github.com/o/r/issues/1",
    "http://x.y",
    "www.example.com",
    "_",
    "mailto:a@b.example",
    "<b>",
    "</details>",
    "<!-- plangate: task x -->",
    "![x](y)",
    "[x](y)",
    "[x][y]",
    "[^1]",
    "[ ]",
    "`code`",
    "```",
    "~~~",
    "**",
    "__",
    "|",
    "$x$",
    "&lt;",
    "&#64;mona",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "    ",
    "/plangate release v1.0.0",
    "- ",
    "+ ",
    "1. ",
    "12) ",
    "# ",
    "> ",
    "---",
    "===",
    "\u202e",
    "\u200b",
    "deadbeefdeadbeef",
    "0123456789",
    "!",
    ":tada:",
    "é",
    "👩‍💻",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const anyText = fc
  .array(fragment, { maxLength: 8 })
  .chain((parts) => fc.constantFrom("", " ").map((glue) => parts.join(glue)));

describe("inert()", () => {
  test("renders to the same words and nothing else, wherever it stands", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("", "- ", "Why: ", "1. ", "> ", "- [ ] "), (text, before) => {
        const markdown = `${before}${inert(text)}`;
        const root = reader.parse(markdown);
        const words = textOf(root);

        const allowed = ["root", "paragraph", "text", "list", "listItem", "blockquote"];
        expect(kindsOf(root).filter((kind) => !allowed.includes(kind))).toEqual([]);
        expect(alive.filter((pattern) => pattern.test(words))).toEqual([]);
        const shown = words.replaceAll("\u200b", "").replace(/^Why: /, "");
        expect(plainLine(text) === "" ? "" : shown.trim()).toBe(plainLine(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test("begins no block, command or mention at the start of a line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markdown = inert(text);

        expect(markdown).not.toMatch(/^[/@#>+=\-\s]|\n|^\d+[.)]|<!--/);
        expect(kindsOf(reader.parse(markdown)).slice(0, 2)).toEqual(
          markdown === "" ? ["root"] : ["root", "paragraph"],
        );
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ["@mona fixes #12", String.raw`\@&#8203;mona fixes #&#8203;12`],
    ["run `git tag`", String.raw`run \`git tag\``],
    ["see https://x.example/a", "see https:&#8203;//x.example/a"],
    ["<!-- plangate: x -->", String.raw`\<\!-- plangate: x --\>`],
    ["/plangate confirm", String.raw`\/plangate confirm`],
    ["1. first", String.raw`1\. first`],
    ['comment "/plangate approve G3"', 'comment "/plangate approve G3"'],
  ])("%s", (text, markdown) => {
    expect(inert(text)).toBe(markdown);
  });
});

test("asCode() is one code span of the same words", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const markdown = asCode(text);
      if (markdown === "") return;
      const root = reader.parse(`- ${markdown}`);

      expect(kindsOf(root)).toEqual(["root", "list", "listItem", "paragraph", "inlineCode"]);
      expect(textOf(root).replaceAll("\u200b", "").trim()).toBe(plainLine(text));
      expect(markdown).not.toContain("<!--");
    }),
    { numRuns: 1_000 },
  );
});
