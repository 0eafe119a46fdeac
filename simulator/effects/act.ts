import type { Actor } from "../state/app.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** Somebody does something in a repository. */
export interface Act {
  readonly world: World;
  readonly repository: Repository;
  readonly actor: Actor;
}
