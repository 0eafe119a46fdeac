import type { GitHub } from "./github.ts";

/** Names this installation of plangate in markers, so that two never take each other's issues. */
export function deploymentOf(github: Pick<GitHub, "self">): string {
  return github.self.appId === null ? `token:${github.self.login}` : `app:${github.self.appId}`;
}
