import type { VerdictNode } from "../model/verdict.ts";
import { whole } from "./answer.ts";

/** What one plan says of a version. */
export interface OfPlan {
  readonly path: string;
  readonly node: VerdictNode;
}

/**
 * What several plans say of a version together: it may be tagged where each of them lets it go. One that is alone says
 * what it says; keys of the others carry their plan's name, because commands name a gate by its key in one plan.
 */
export function jointly(own: OfPlan, others: readonly OfPlan[]): VerdictNode {
  const { kind, key, title, line } = own.node;
  if (others.length === 0) return own.node;
  const parts = [
    { ...own.node, key: own.path, title: own.path },
    ...others.map(({ path, node }) => ({ ...named(node, path), key: path, title: path })),
  ];
  return whole({ kind, key, title, ...(line === undefined ? {} : { line }) }, parts);
}

/** Without its lines: they are those of another file. */
function named(node: VerdictNode, path: string): VerdictNode {
  const { line: _line, ...rest } = node;
  return {
    ...rest,
    key: `${path} ${node.key}`,
    children: node.children.map((child) => named(child, path)),
  };
}
