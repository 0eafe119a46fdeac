import type { EvidenceLink, VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { exceptionsOf } from "./exceptions-of.ts";
import { asCode, inert } from "./inert.ts";
import { shownKey, verdictSign, verdictWord } from "./verdict-words.ts";

/** What a check run's text holds (65,535 characters), with room for the sentences around it. */
const treeCharactersMax = 50_000;
const evidenceLinksMax = 10;

/**
 * The verdict tree as a nested markdown list: word, key, title, reason, way out. Where `detail` is `open`, parts of what
 * holds already are left out, but for waivers and what people said of their own work. Beyond 50,000 characters it says how many lines are missing. The plan's words in it
 * are inert.
 */
export function verdictTree(nodes: readonly VerdictNode[], detail: "all" | "open" = "all"): string {
  const lines = nodes.flatMap((node) => linesOf(node, 0, detail));
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length + 1;
    if (characters > treeCharactersMax) break;
    kept.push(line);
  }
  const missing = lines.length - kept.length;
  if (missing > 0) kept.push(`- … and ${missing} more lines: \`plangate gates\` shows them all`);
  return kept.join("\n");
}

function linesOf(node: VerdictNode, depth: number, detail: "all" | "open"): string[] {
  const children =
    detail === "open" && lets(node.verdict)
      ? node.children.filter((child) => exceptionsOf(child).length > 0)
      : node.children;
  return [
    `${"  ".repeat(depth)}- ${lineOf(node)}`,
    ...children.flatMap((child) => linesOf(child, depth + 1, detail)),
  ];
}

function lineOf(node: VerdictNode): string {
  const key = shownKey(node);
  const name = `${key === undefined ? "" : `${asCode(key)} `}${inert(node.title)}`;
  const way = isSaidBelow(node) || node.wayOut === undefined ? "" : ` → ${inert(node.wayOut)}`;
  const evidence = node.evidence.slice(0, evidenceLinksMax).map(describeEvidence);
  const proof = evidence.length === 0 ? "" : ` (${evidence.join("; ")})`;
  return `${verdictSign(node.verdict)} **${verdictWord(node.verdict)}** ${name} — ${inert(node.reason)}${proof}${way}`;
}

/** A whole's way out is its parts', which stand right below it. */
function isSaidBelow(node: VerdictNode): boolean {
  return node.children.length > 0;
}

/** Only addresses that are nothing else become links. */
function describeEvidence({ text, url }: EvidenceLink): string {
  const isAddress = url !== undefined && /^https:\/\/[\w.~:/?#@!$&'*+,;=%-]+$/.test(url);
  return isAddress ? `[${inert(text)}](<${url}>)` : inert(text);
}
