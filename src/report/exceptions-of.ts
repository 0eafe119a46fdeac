import type { VerdictNode } from "../model/verdict.ts";

/**
 * What of a tree a reader should know although it holds nothing back: waivers, and words of people on their own work.
 * A waived gate shows its parts as they are: they are not waived.
 */
export function exceptionsOf(node: VerdictNode): readonly VerdictNode[] {
  const below = node.children.flatMap(exceptionsOf);
  const isSelf = node.children.length === 0 && /\(self-/.test(node.reason);
  return isSelf || (node.verdict === "waived" && below.length === 0) ? [node] : below;
}
