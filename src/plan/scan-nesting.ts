import type { Container } from "./container-stack.ts";
import { takeBegun, takeContinued } from "./container-stack.ts";
import { linesOfFrontMatter } from "./front-matter.ts";
import type { LeafBlock } from "./leaf-block.ts";
import { leafAfter, leafOf, noLeaf } from "./leaf-block.ts";
import { cursorOf, peekIndent } from "./line-cursor.ts";

/** How deep block quotes, list items and footnotes stand inside each other. */
export interface Nesting {
  readonly depth: number;
  /** Where it first is that deep: the line, from 1, and the column in it after the innermost marker. */
  readonly line: number;
  readonly column: number;
}

interface Blocks {
  readonly containers: Container[];
  leaf: LeafBlock;
}

/**
 * The deepest nesting in a text, up to `depthMax` + 1 where it stops. One pass over the lines with the rules of
 * CommonMark's block structure and bounded work in each line, so that it is safe before the real parser, whose work
 * grows with the square of the depth. Where the two could differ this one sees less.
 */
export function scanNesting(lines: readonly string[], depthMax: number): Nesting {
  const blocks: Blocks = { containers: [], leaf: noLeaf };
  let deepest: Nesting = { depth: 0, line: 1, column: 1 };
  for (let index = linesOfFrontMatter(lines); index < lines.length; index += 1) {
    const column = readLine(blocks, lines[index] ?? "", depthMax);
    const depth = blocks.containers.length;
    if (depth > deepest.depth) deepest = { depth, line: index + 1, column };
    if (depth > depthMax) return deepest;
  }
  return deepest;
}

/** Applies one line to the open blocks; gives the column of its words. */
function readLine(blocks: Blocks, line: string, depthMax: number): number {
  const cursor = cursorOf(line);
  const { containers } = blocks;
  const continued = takeContinued(cursor, containers);
  const inside = continued === containers.length;
  if (inside && (blocks.leaf.kind === "fence" || blocks.leaf.kind === "html")) {
    blocks.leaf = leafAfter(blocks.leaf, line.slice(cursor.at).trimStart(), peekIndent(cursor, 4));
    return cursor.at + 1;
  }

  const begun: Container[] = [];
  for (;;) {
    const interrupts = begun.length === 0 && inside && blocks.leaf.kind === "paragraph";
    const container = takeBegun(cursor, interrupts);
    if (container === undefined) break;
    begun.push(container);
    if (continued + begun.length > depthMax) break;
  }

  const before = begun.length === 0 ? blocks.leaf : noLeaf;
  const words = line.slice(cursor.at).replace(/^[ \t]+/, "");
  const leaf = leafOfRest({ before, words, indented: peekIndent(cursor, 4) > 3, lazy: !inside });
  const lazy = !inside && before.kind === "paragraph" && leaf.kind === "paragraph";
  if (lazy) return cursor.at + 1;

  containers.splice(continued, containers.length, ...begun);
  blocks.leaf = leaf;
  return cursor.at + 1;
}

function leafOfRest(rest: {
  readonly before: LeafBlock;
  readonly words: string;
  readonly indented: boolean;
  readonly lazy: boolean;
}): LeafBlock {
  if (rest.words === "") return noLeaf;
  if (rest.indented) return rest.before.kind === "paragraph" ? rest.before : noLeaf;
  return leafOf(rest.words, rest.before, rest.lazy);
}
