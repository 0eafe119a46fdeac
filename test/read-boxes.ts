import type { Extension } from "mdast-util-from-markdown";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import type { ParsedPlan } from "../src/model/plan.ts";
import { decodePlan } from "../src/plan/decode-plan.ts";
import { linesOfFrontMatter } from "../src/plan/front-matter.ts";

/** A box, whoever found it. */
export interface Box {
  readonly line: number;
  /** Byte of the character between the brackets. */
  readonly boxOffset: number;
  readonly checked: boolean;
}

/** The boxes that a parsed plan knows, tasks and criteria, in the order of the file. */
export function boxesOf({ plan }: ParsedPlan): readonly Box[] {
  const criteria = plan.gates.flatMap((gate) => gate.criteria);
  return [...plan.tasks, ...criteria]
    .flatMap(({ line, boxOffset, checked }) =>
      boxOffset === undefined || checked === null ? [] : [{ line, boxOffset, checked }],
    )
    .toSorted((a, b) => a.boxOffset - b.boxOffset);
}

/**
 * The boxes of a file by the parser alone: what must be found whatever is made of them. The tokenizer also sees some in
 * paragraphs that are no list item's; those are none.
 */
export function boxTokensOf(bytes: Uint8Array): readonly Box[] {
  const { text, byteOffsetOf } = decodePlan(bytes);
  const boxes: Box[] = [];
  const collect: Extension = {
    exit: {
      taskListCheck(token) {
        if (this.stack.at(-2)?.type !== "listItem") return;
        const boxOffset = token.start.offset + 1;
        const checked = /[xX]/.test(text.charAt(boxOffset));
        boxes.push({ line: token.start.line, boxOffset: byteOffsetOf(boxOffset), checked });
      },
    },
  };
  const extensions = [gfmTaskListItem(), gfmTable(), gfmFootnote()];
  fromMarkdown(withoutFrontMatter(text), {
    extensions,
    mdastExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown(), collect],
  });
  return boxes;
}

/** The file for readers that know no front matter: its lines are there, and empty. */
export function withoutFrontMatter(text: string): string {
  return blanked(text, offsetAfterFrontMatter(text));
}

function offsetAfterFrontMatter(text: string): number {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const count = linesOfFrontMatter(lines.map((line) => line.replace(/[\r\n]+$/, "")));
  return lines.slice(0, count).join("").length;
}

/** Other signs than line ends become spaces, so that every offset after them stays. */
function blanked(text: string, end: number): string {
  return text.slice(0, end).replace(/[^\r\n]/g, " ") + text.slice(end);
}
