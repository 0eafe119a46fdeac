import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { describe, expect, it } from "vitest";
import { commandLines } from "./command-lines.ts";

const file = new URL("commands.corpus.json", import.meta.url);
const corpus = JSON.parse(readFileSync(file, "utf8")) as Record<"ok" | "notOk", { readonly body: string }[]>;

/** Kinds of nodes around the first character of a line, by a whole GFM parser. */
function around(node: Nodes, line: number): readonly string[] {
  const children = "children" in node ? node.children : [];
  const inner = children.find(({ position }) => {
    if (position === undefined) return false;
    const { start, end } = position;
    const begun = start.line < line || (start.line === line && start.column === 1);
    return begun && (end.line > line || (end.line === line && end.column > 1));
  });
  return inner === undefined ? [node.type] : [node.type, ...around(inner, line)];
}

function plainByParser(body: string, line: number): boolean {
  const tree = fromMarkdown(body, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return around(tree, line).join(" ") === "root paragraph text";
}

const pieces = fc.constantFrom(
  "/plangate approve G3",
  "/plangate approve G3",
  "",
  "```",
  "````",
  "~~~",
  "  ```",
  "> q",
  ">",
  "- i",
  "-",
  "1. n",
  "  deeper",
  "    code",
  "`",
  "a ` b",
  "text",
  "# h",
  "===",
  "---",
  "| a |",
  "| - |",
  ":-:",
  "[x",
  "](y)",
  "- ```",
  "> ```",
  "<div>",
  "</div>",
  "<!-- a -->",
  "<!--",
  "-->",
  "<https://example.org>",
  "[^1]: n",
);

describe("commandLines()", () => {
  it.each(Object.values(corpus).flat())(
    "takes only what a GFM parser shows as plain text: $name",
    ({ body }) => {
      for (const { line } of commandLines(body)) expect(plainByParser(body, line)).toBe(true);
    },
  );

  it("takes only what a GFM parser shows as plain text, whatever is put together", () => {
    const bodies = fc.sample(fc.array(pieces, { maxLength: 9 }), 20_000).map((parts) => parts.join("\n"));

    const wrong = bodies.filter((body) => commandLines(body).some(({ line }) => !plainByParser(body, line)));

    expect(wrong).toEqual([]);
  });
});
