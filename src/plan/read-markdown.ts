import type { Root } from "mdast";
import type { CompileContext, Extension, Token } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import remarkParse from "remark-parse";
import type { Processor } from "unified";
import { unified } from "unified";
import { linesOfFrontMatter } from "./front-matter.ts";

declare module "mdast" {
  interface ListItemData {
    /** UTF-16 offset of the one character between the brackets of its box. */
    boxOffset?: number;
    boxLine?: number;
  }
}

/** The box's own place: item positions say where the bullet stands, and paragraph positions do not always move. */
const boxOffsets: Extension = {
  enter: { taskListCheckValueChecked: placeBox, taskListCheckValueUnchecked: placeBox },
};

function placeBox(this: CompileContext, token: Token): undefined {
  const item = this.stack.at(-2);
  if (item?.type === "listItem") {
    item.data = { ...item.data, boxOffset: token.start.offset, boxLine: token.start.line };
  }
}

interface Syntax {
  readonly tables: boolean;
  readonly footnotes: boolean;
  readonly frontMatter: boolean;
}

/** GFM without what plans need no parser for: literal links cost a third of the time and are found by `findMentions`. */
function planSyntax(this: Processor, { tables, footnotes, frontMatter }: Syntax): void {
  const data = this.data();
  const tokens = (data.micromarkExtensions ??= []);
  const nodes = (data.fromMarkdownExtensions ??= []);
  tokens.push(gfmTaskListItem());
  nodes.push(gfmTaskListItemFromMarkdown(), boxOffsets);
  if (tables) {
    tokens.push(gfmTable());
    nodes.push(gfmTableFromMarkdown());
  }
  if (footnotes) {
    tokens.push(gfmFootnote());
    nodes.push(gfmFootnoteFromMarkdown());
  }
  if (frontMatter) {
    tokens.push(frontmatter("yaml"));
    nodes.push(frontmatterFromMarkdown("yaml"));
  }
}

function readerOf(syntax: Syntax): { parse(text: string): Root } {
  return unified().use(remarkParse).use(planSyntax, syntax).freeze();
}

const readers = [false, true].flatMap((tables) =>
  [false, true].flatMap((footnotes) =>
    [false, true].map((frontMatter) => {
      const syntax = { tables, footnotes, frontMatter };
      return { ...syntax, reader: readerOf(syntax) };
    }),
  ),
);

/**
 * Parses a plan's text as GitHub does. Deep nesting overflows the stack: see `checkLimits`. Syntax that cannot occur is
 * left out, because looking for it costs a tenth of the time: a table's second row has a `|` or a `:` beside a dash.
 */
export function readMarkdown(text: string): Root {
  const tables = text.includes("|") || text.includes(":-") || text.includes("-:");
  const footnotes = text.includes("[^");
  // The tokenizer takes any `---` on the first line for front matter, and loses every list after one that is never closed.
  const frontMatter = text.startsWith("---") && linesOfFrontMatter(text.split(/\r\n|\n|\r/)) > 0;
  const fit = readers.find(
    (one) => one.tables === tables && one.footnotes === footnotes && one.frontMatter === frontMatter,
  );
  if (fit === undefined) throw new Error("Cannot parse: no reader for the text's syntax");
  return fit.reader.parse(text);
}
