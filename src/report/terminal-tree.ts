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

/** The verdict tree for a terminal, one line per node and one for each way out. */
export function terminalTree(nodes: readonly VerdictNode[], painter: Painter): string {
  return nodes.flatMap((node) => linesOf(node, 0, painter)).join("\n");
}

const widest = "skipped".length;

function linesOf(node: VerdictNode, depth: number, painter: Painter): string[] {
  const indent = "  ".repeat(depth);
  const word = painter.verdict(node.verdict, verdictWord(node.verdict).padEnd(widest));
  const key = shownKey(node);
  const title = painter.bold(plainLine(node.title));
  const name = key === undefined ? title : `${plainLine(key)} ${title}`;
  const line = node.line === undefined ? "" : painter.dim(` (line ${node.line})`);
  const way =
    node.wayOut === undefined || node.children.length > 0
      ? []
      : [`${indent}${" ".repeat(widest + 1)}${painter.dim(`→ ${plainLine(node.wayOut)}`)}`];
  return [
    `${indent}${word} ${name}${line} — ${plainLine(node.reason)}`,
    ...way,
    ...node.children.flatMap((child) => linesOf(child, depth + 1, painter)),
  ];
}
