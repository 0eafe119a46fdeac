import { RuleViolation } from "../effects/check-rules.ts";
import { moveRef } from "../effects/refs.ts";
import { isAncestor, peel } from "../git/history.ts";
import type { Repository } from "../state/repository.ts";
import { GraphqlRefusal, unresolved } from "./graphql-refusal.ts";
import { actFor, seenNode, type Viewer } from "./viewer.ts";

interface RefUpdate {
  readonly name: string;
  readonly beforeOid?: string | null;
  readonly afterOid: string;
  readonly force?: boolean | null;
}

export interface UpdateRefsInput {
  readonly repositoryId: string;
  readonly refUpdates: readonly RefUpdate[];
}

const NOTHING = "0".repeat(40);

/**
 * Creates, moves and deletes refs, if each is where the caller thinks. No document tells what GitHub answers where one
 * is not: here it is an unprocessable input.
 */
export function updateRefs(viewer: Viewer, input: UpdateRefsInput): unknown {
  const node = seenNode(viewer, input.repositoryId);
  if (node.kind !== "repository") throw unresolved(`a node with the global id of '${input.repositoryId}'`);
  const { repository } = node;
  const act = actFor(viewer, repository, { permission: "contents:write", role: "write" });
  const moves = input.refUpdates.map((update) => moveOf(repository, update));
  try {
    for (const move of moves) moveRef(act, move);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new GraphqlRefusal("UNPROCESSABLE", error.message);
  }
  return {};
}

function moveOf(
  { refs, git }: Repository,
  { name, beforeOid, afterOid, force }: RefUpdate,
): { ref: string; before: string | undefined; after: string | undefined } {
  const before = refs.get(name);
  const isElsewhere = typeof beforeOid === "string" && beforeOid !== (before ?? NOTHING);
  if (isElsewhere) throw new GraphqlRefusal("UNPROCESSABLE", `The reference ${name} is not at ${beforeOid}`);
  if (afterOid === NOTHING) {
    if (before === undefined) throw new GraphqlRefusal("NOT_FOUND", `No ref named '${name}' was found.`);
    return { ref: name, before, after: undefined };
  }
  if (git.kindOf(afterOid) === undefined) throw unresolved(`an object with the oid of '${afterOid}'`);
  const old = before === undefined ? undefined : peel(git, before);
  if (force !== true && old !== undefined && !isAncestor(git, old, afterOid)) {
    throw new GraphqlRefusal("UNPROCESSABLE", "Update is not a fast forward");
  }
  return { ref: name, before, after: afterOid };
}
