import type { Node } from "mdast";
import type { Block, BlockKind, Label } from "./block.ts";
import type { InlineLine, Run } from "./inline-lines.ts";
import type { Source } from "./source.ts";

/** An outline while it is being built. */
export interface Building {
  readonly source: Source;
  readonly blocks: Block[];
  readonly runs: Run[];
  /** The section, label or item that the next block belongs to. */
  container: Block;
  /** The label that may own the next list, fence or table. */
  label: Block | undefined;
  /** How many quotes and footnotes are open. */
  quotes: number;
  /** Column of the outermost open list. */
  listColumn: number | undefined;
  /** Labels that GitHub reads as a part of the item before them, at the outermost list's margin. */
  readonly lazy: InlineLine[];
  frontMatter: string;
}

type BlockPlace = Pick<Block, "line" | "endLine" | "column" | "offset" | "endOffset">;
type Details = BlockPlace & Partial<Omit<Block, "kind" | "children" | "parent">>;

export function addLine(
  kind: BlockKind,
  building: Building,
  { line: inline, label }: { readonly line: InlineLine; readonly label?: Label },
): Block {
  const { line, column, offset, endOffset, lead } = inline;
  return addBlock(kind, building, {
    line,
    endLine: line,
    column,
    offset,
    endOffset,
    ...wordsOf([inline]),
    ...(lead === undefined ? {} : { lead }),
    ...(label === undefined ? {} : { label }),
  });
}

export function addBlock(kind: BlockKind, building: Building, details: Details): Block {
  const block = newBlock(kind, details, building.container);
  building.container.children.push(block);
  building.blocks.push(block);
  return block;
}

/** Every block has the same fields in the same order: plans have tens of thousands of them. */
export function newBlock(kind: BlockKind, details: Details, parent?: Block): Block {
  return {
    kind,
    line: details.line,
    endLine: details.endLine,
    column: details.column,
    offset: details.offset,
    endOffset: details.endOffset,
    words: details.words ?? "",
    label: details.label,
    codes: details.codes ?? [],
    lead: details.lead,
    markers: details.markers ?? [],
    children: [],
    parent,
    depth: details.depth,
    ordered: details.ordered,
    box: details.box,
    link: details.link,
    language: details.language,
    rows: details.rows,
  };
}

export function placeOfNode({ position }: Node): BlockPlace {
  const { start, end } = position ?? {};
  const { line = 0, column = 1, offset = 0 } = start ?? {};
  return { line, endLine: end?.line ?? 0, column, offset, endOffset: end?.offset ?? 0 };
}

export function wordsOf(lines: readonly InlineLine[]): Pick<Block, "words" | "codes" | "markers"> {
  const [only, ...others] = lines;
  if (only === undefined) return { words: "", codes: [], markers: [] };
  if (others.length === 0) return { words: only.text.trim(), codes: only.codes, markers: only.markers };
  return {
    words: lines
      .map((line) => line.text)
      .join(" ")
      .trim(),
    codes: lines.flatMap((line) => line.codes),
    markers: lines.flatMap((line) => line.markers),
  };
}

/** Makes a block reach at least to this line and offset. */
export function widen(block: Block, endLine: number, endOffset: number): void {
  block.endLine = Math.max(block.endLine, endLine);
  block.endOffset = Math.max(block.endOffset, endOffset);
}
