import type { Reply } from "./http/reply.ts";
import type { Request } from "./http/request.ts";
import { fullName } from "./state/repository.ts";
import type { World } from "./state/world.ts";

/** The page where a person looks at the state. */
export function statePage(world: World, request: Request): Reply {
  const names = [...world.repositories.values()].map(fullName);
  const raw = Buffer.from(JSON.stringify({ path: request.path, repositories: names }, undefined, 2));
  return { status: 200, raw, headers: { "content-type": "application/json" } };
}
