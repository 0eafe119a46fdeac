import type { Paragraph } from "mdast";
import type { OwnLink } from "./own-link.ts";

/**
 * What a block is: a `section` is a heading with all under it; a `label` a line such as `**Goal**: …` with the list or
 * fence it owns; an `item` a list item; a `line` any other line of a paragraph; a `rule` a thematic break.
 */
export type BlockKind =
  | "root"
  | "section"
  | "label"
  | "item"
  | "line"
  | "fence"
  | "table"
  | "comment"
  | "rule";

/** The words before and after a colon, or a whole bold line. */
export interface Label {
  readonly title: string;
  /** The words after it on its line, and on the lines that go on with it. */
  value: string;
  readonly bold: boolean;
}

/** A block of the plan with its place in the decoded text (`offset`, `endOffset` in UTF-16 units). */
export interface Block {
  readonly kind: BlockKind;
  readonly line: number;
  endLine: number;
  readonly column: number;
  readonly offset: number;
  endOffset: number;
  /** Its own plain words: a heading's, a label line's, an item's first paragraph's, a fence's text. */
  words: string;
  readonly label: Label | undefined;
  /** Contents of the code spans among its words. */
  readonly codes: string[];
  /** Bold words it begins with. */
  readonly lead: string | undefined;
  /** Text of the `plangate:` markers in its own lines. */
  readonly markers: Marker[];
  readonly children: Block[];
  readonly parent: Block | undefined;
  /** Sections: 1 to 6. */
  readonly depth: number | undefined;
  /** Items of ordered lists. */
  readonly ordered: boolean | undefined;
  readonly box: Box | undefined;
  /** plangate's own link in an item's first paragraph; its words are left out of `words`. */
  readonly link: OwnLink | undefined;
  /** Fences: their language. Tables: absent. */
  readonly language: string | undefined;
  /** Tables: words of the cells, row by row, the header first. */
  readonly rows: readonly TableRow[] | undefined;
}

export interface Box {
  readonly checked: boolean;
  /** Its own line: bullet and box may stand in different ones. */
  readonly line: number;
  /** Of the one character between the brackets. */
  readonly offset: number;
  /** The item's first paragraph, where it has one. */
  readonly paragraph: Paragraph | undefined;
}

export interface TableRow {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endOffset: number;
  readonly cells: readonly string[];
}

/** The words between `<!-- plangate:` and `-->`. */
export interface Marker {
  readonly line: number;
  readonly column: number;
  readonly words: string;
}

/** The blocks around `block`, innermost first. */
export function* ancestorsOf(block: Block): Generator<Block> {
  for (let at = block.parent; at !== undefined; at = at.parent) yield at;
}

/** The block and everything under it, in the order of the file. */
export function* blocksIn(block: Block): Generator<Block> {
  yield block;
  for (const child of block.children) yield* blocksIn(child);
}
