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

/** GFM without what plans need no parser for: literal links cost a third of the time and are found by `mentionsIn`. */
function planSyntax(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfmTaskListItem(), gfmTable(), gfmFootnote());
  (data.fromMarkdownExtensions ??= []).push(
    gfmTaskListItemFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    boxOffsets,
  );
}

function frontMatterSyntax(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(frontmatter("yaml"));
  (data.fromMarkdownExtensions ??= []).push(frontmatterFromMarkdown("yaml"));
}

const reader = unified().use(remarkParse).use(planSyntax).freeze();
const readerWithFrontMatter = unified().use(remarkParse).use(planSyntax).use(frontMatterSyntax).freeze();

/**
 * Parses a plan's text as GitHub does. Deep nesting overflows the stack: see `checkLimits`. The tokenizer takes any
 * `---` on the first line for front matter and loses every list after one that is never closed, so it is asked for
 * front matter only where there is some.
 */
export function readMarkdown(text: string): Root {
  const hasFrontMatter = text.startsWith("---") && linesOfFrontMatter(text.split(/\r\n|\n|\r/)) > 0;
  return (hasFrontMatter ? readerWithFrontMatter : reader).parse(text);
}
