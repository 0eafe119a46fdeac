import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";

/** Ends the reason of a check that has begun and not ended (`facts.ts`). */
const running = /\bis still running$/;

/**
 * True where everything that stands open is a machine at work: it may open by waiting. One shut gate that a person has
 * to open, and there is nothing to wait for.
 */
export function awaitsMachine(nodes: readonly VerdictNode[]): boolean {
  const open = nodes.flatMap(openLeaves);
  return open.length > 0 && open.every(({ reason }) => running.test(reason));
}

function openLeaves(node: VerdictNode): readonly VerdictNode[] {
  if (lets(node.verdict)) return [];
  const below = node.children.flatMap(openLeaves);
  return below.length === 0 ? [node] : below;
}
