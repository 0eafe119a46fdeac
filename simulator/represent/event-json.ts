import { isoTime } from "../state/clock.ts";
import type { RefEvent } from "../state/ref-event.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import type { Json } from "./json.ts";

/** GitHub's `event` of a new ref. */
export function refEventJson(world: World, repository: Repository, event: RefEvent): Json {
  const { id, login, avatar_url, gravatar_id, url } = accountJson(world, event.actor) as Readonly<
    Record<string, Json>
  >;
  return {
    id: String(event.id),
    type: "CreateEvent",
    actor: { id, login, display_login: login, gravatar_id, url, avatar_url },
    repo: {
      id: repository.id,
      name: fullName(repository),
      url: `${world.url}/repos/${fullName(repository)}`,
    },
    payload: {
      ref: event.name,
      ref_type: event.kind,
      full_ref: `refs/${event.kind === "tag" ? "tags" : "heads"}/${event.name}`,
      master_branch: repository.defaultBranch,
      description: null,
      pusher_type: "user",
    },
    public: repository.visibility === "public",
    created_at: isoTime(event.createdAt),
  };
}
