import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import type { Weakening } from "../gates/weakened.ts";
import type { Situation } from "./gather-plan.ts";

/** The plan as it is judged, and as it would be with the pull request. */
export interface WithAndWithout {
  readonly present: Situation;
  /** The default branch's plan, its files and checks asked about at the pull request's head. */
  readonly atHead: Situation | undefined;
  /** The pull request's own plan, where it changes it. */
  readonly proposed: Situation | undefined;
  readonly weakenings: readonly Weakening[];
}

/**
 * Keys of criteria that are open and that the pull request itself meets, by a file it adds or a box it ticks: a gate
 * never blocks what would open it. Of a gate that it changes nothing counts.
 */
export function openedHere({ present, atHead, proposed, weakenings }: WithAndWithout): ReadonlySet<string> {
  const changed = new Set(weakenings.map(({ key }) => key));
  const opened = new Set<string>();
  for (const gate of present.parsed.plan.gates) {
    if (changed.has(gate.key)) continue;
    const same = proposed?.parsed.plan.gates.find(({ wording }) => wording === gate.wording);
    for (const [index, criterion] of gate.criteria.entries()) {
      const other = same?.criteria[index]?.key;
      if (isOpen(present, criterion.key)) {
        if (holds(atHead, criterion.key) || holds(proposed, other)) opened.add(criterion.key);
      }
    }
  }
  return opened;
}

function isOpen(situation: Situation, key: string): boolean {
  const leaf = leafOf(situation, key);
  return leaf !== undefined && !lets(leaf.verdict);
}

function holds(situation: Situation | undefined, key: string | undefined): boolean {
  if (situation === undefined || key === undefined) return false;
  const leaf = leafOf(situation, key);
  return leaf !== undefined && lets(leaf.verdict);
}

function leafOf({ evaluation }: Situation, key: string): VerdictNode | undefined {
  const waiting: VerdictNode[] = Object.values(evaluation.moments);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "criterion" && node.key === key) return node;
    waiting.push(...node.children);
  }
  return undefined;
}
