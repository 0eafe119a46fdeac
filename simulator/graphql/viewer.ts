import type { Act } from "../effects/act.ts";
import { canSee, covers, grants } from "../http/authorize.ts";
import type { Caller } from "../http/caller.ts";
import type { Parts } from "../http/parts.ts";
import { roleIncludes, type Role } from "../state/account.ts";
import type { Node } from "../state/node.ts";
import type { Repository } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import type { World } from "../state/world.ts";
import { forbidden, unresolved } from "./graphql-refusal.ts";

/** Who asks, and what they may see and do. */
export interface Viewer {
  readonly parts: Parts;
  readonly world: World;
  readonly caller: Exclude<Caller, { kind: "anonymous" | "app" }>;
  /** Here because repositories and issues show each other. */
  readonly repositoryNode: (repository: Repository) => Record<string, unknown>;
}

/** The repository of this name, if the viewer sees it. */
export function seenRepository(viewer: Viewer, owner: string, name: string): Repository {
  const repository = viewer.world.repository(owner, name) ?? viewer.world.renamedRepository(owner, name);
  if (repository !== undefined && canSee(viewer.caller, repository)) return repository;
  throw unresolved(`a Repository with the name '${owner}/${name}'.`);
}

/** What an id stands for, if the viewer sees it. */
export function seenNode(viewer: Viewer, id: string): Node {
  const node = viewer.world.nodes.get(id);
  const seen = node !== undefined && (node.kind === "account" || canSee(viewer.caller, node.repository));
  if (node === undefined || !seen) throw unresolved(`a node with the global id of '${id}'`);
  return node;
}

/** The viewer as somebody who may do this in the repository; refuses otherwise. */
export function actFor(
  viewer: Viewer,
  repository: Repository,
  need: { permission: string; role: Role },
): Act {
  const { caller, world } = viewer;
  if (caller.kind === "installation") {
    if (!covers(caller, repository) || !grants(caller, need.permission)) throw forbidden();
    return { world, repository, actor: { account: caller.account, app: caller.installation.app } };
  }
  if (!roleIncludes(roleOf(repository, caller.account), need.role)) throw forbidden();
  return { world, repository, actor: { account: caller.account, app: undefined } };
}
