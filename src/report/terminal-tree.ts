import type { Verdict, VerdictNode } from "../model/verdict.ts";
import { plainLine } from "./plain-line.ts";
import { shownKey, verdictWord } from "./verdict-words.ts";

/** Colours words; the terminal's owner decides whether and how. */
export interface Painter {
  readonly verdict: (verdict: Verdict, text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** Leaves words as they are. */
export const plainPainter: Painter = {
  verdict: (_, text) => text,
  dim: (text) => text,
  bold: (text) => text,
};

/**
 * The verdict tree for a terminal, one line per node and one for each way out. What stands in several places is spelt
 * out at the first.
 */
export function terminalTree(nodes: readonly VerdictNode[], painter: Painter): string {
  const shown = new Set<VerdictNode>();
  return nodes.flatMap((node) => linesOf(node, 0, { painter, shown })).join("\n");
}

interface Drawing {
  readonly painter: Painter;
  readonly shown: Set<VerdictNode>;
}

const widest = "skipped".length;

function linesOf(node: VerdictNode, depth: number, drawing: Drawing): string[] {
  const { painter, shown } = drawing;
  const indent = "  ".repeat(depth);
  const word = painter.verdict(node.verdict, verdictWord(node.verdict).padEnd(widest));
  const key = shownKey(node);
  const title = painter.bold(plainLine(node.title));
  const name = key === undefined ? title : `${plainLine(key)} ${title}`;
  const line = node.line === undefined ? "" : painter.dim(` (line ${node.line})`);
  const again = shown.has(node) && node.children.length > 0;
  shown.add(node);
  if (again) return [`${indent}${word} ${name}${line} — ${painter.dim("as above")}`];
  const way =
    node.wayOut === undefined || node.children.length > 0
      ? []
      : [`${indent}${" ".repeat(widest + 1)}${painter.dim(`→ ${plainLine(node.wayOut)}`)}`];
  return [
    `${indent}${word} ${name}${line} — ${plainLine(node.reason)}`,
    ...way,
    ...node.children.flatMap((child) => linesOf(child, depth + 1, drawing)),
  ];
}
