import type { Account } from "../state/account.ts";
import { isoTime } from "../state/clock.ts";
import type { World } from "../state/world.ts";

/** A User, Bot or Organization. GraphQL says a bot's login without `[bot]`. */
export function accountNode(world: World, account: Account): Record<string, unknown> {
  const login = account.login.replace(/\[bot\]$/, "");
  const path = account.kind === "Bot" ? `/apps/${login}` : `/${login}`;
  return {
    __typename: account.kind,
    id: account.nodeId,
    databaseId: account.id,
    login,
    name: login,
    url: world.htmlUrl + path,
    resourcePath: path,
    avatarUrl: `${world.htmlUrl}/avatars/${account.id}`,
    createdAt: isoTime(account.createdAt),
    updatedAt: isoTime(account.createdAt),
  };
}
