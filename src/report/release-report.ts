import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { asCode, inert } from "./inert.ts";
import { plainLine } from "./plain-line.ts";
import { verdictTree } from "./verdict-tree.ts";

/** Words for a check run or comment: all markdown, except the title, which GitHub shows as it is. */
export interface Report {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

const waysMax = 20;

/** Whether a version may be tagged, what stands in its way, and who can do what next. */
export function releaseReport(node: VerdictNode): Report {
  const open = openLeaves(node).filter((leaf) => leaf !== node);
  const version = plainLine(node.title);
  const text = verdictTree([node]);
  if (lets(node.verdict) && node.verdict !== "skipped") {
    const waived = node.verdict === "waived" ? " A waiver is in force: see below." : "";
    return {
      title: `${version} may be tagged`,
      summary: `Every gate before the tag of ${asCode(node.title)} passes.${waived}`,
      text,
    };
  }
  if (open.length === 0) {
    const way = node.wayOut === undefined ? "" : `\n\nWhat would change it: ${inert(node.wayOut)}`;
    return {
      title: `${version} may not be tagged`,
      summary: `${asCode(node.title)} may not be tagged: ${inert(node.reason)}${way}`,
      text,
    };
  }
  const count = open.length === 1 ? "1 thing stands" : `${open.length} things stand`;
  return {
    title: `${version} may not be tagged: ${count} before it`,
    summary: [`What would open the tag of ${asCode(node.title)}:`, "", ...ways(open)].join("\n"),
    text,
  };
}

/** What is said on a commit that may be tagged no more, because the branch has a newer one. */
export function setBackReport(
  version: string,
  of: { readonly branch: string; readonly head: string },
): Omit<Report, "text"> {
  const { branch, head } = of;
  return {
    title: `${plainLine(version)} may be tagged at a newer commit alone`,
    summary: `Every gate before the tag of ${asCode(version)} passed while this commit was the head of ${asCode(branch)}. The branch has moved on, so this one may not be tagged any more: what its head ${head} says decides.`,
  };
}

/** Every leaf below that does not let go on, in order, each asked once. */
export function openLeaves(node: VerdictNode): VerdictNode[] {
  const leaves = leavesOf(node);
  const seen = new Set<string>();
  return leaves.filter((leaf) => {
    if (seen.has(leaf.key)) return false;
    seen.add(leaf.key);
    return true;
  });
}

/** One line per way out, with the keys it opens. */
export function ways(open: readonly VerdictNode[]): string[] {
  const keysOf = new Map<string, string[]>();
  for (const { key, wayOut, reason } of open) {
    const way = wayOut ?? reason;
    keysOf.set(way, [...(keysOf.get(way) ?? []), key]);
  }
  const lines = [...keysOf].map(([way, keys]) => `- ${keys.map(asCode).join(", ")}: ${inert(way)}`);
  if (lines.length <= waysMax) return lines;
  return [...lines.slice(0, waysMax), `- … and ${lines.length - waysMax} more, below`];
}

function leavesOf(node: VerdictNode): VerdictNode[] {
  if (lets(node.verdict)) return [];
  const below = node.children.flatMap(leavesOf);
  return below.length === 0 ? [node] : below;
}
