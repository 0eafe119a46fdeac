import { evaluate } from "../../src/gates/evaluate.ts";
import type { Evaluation, VerdictNode } from "../../src/model/verdict.ts";
import { lets } from "../../src/model/verdict.ts";
import { today } from "./world.ts";
import type { World } from "./world.ts";

/** Keys of nodes that do not say why, or do not say what would open them. */
export function silent(world: World): string[] {
  return everyNode(evaluate({ ...world, now: today }))
    .filter((node) => node.reason === "" || (!lets(node.verdict) && (node.wayOut ?? "") === ""))
    .map((node) => node.key);
}

function everyNode(evaluation: Evaluation): VerdictNode[] {
  const below = (node: VerdictNode): VerdictNode[] => [node, ...node.children.flatMap(below)];
  return [
    ...evaluation.releases,
    ...evaluation.phases,
    evaluation.plan,
    ...Object.values(evaluation.moments),
  ].flatMap(below);
}
