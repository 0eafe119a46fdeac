import type { Account } from "./account.ts";
import type { World } from "./world.ts";

const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(\[bot\])?$/i;

/** The account of this login, made when missing. */
export function addAccount(world: World, login: string, kind: Account["kind"] = "User"): Account {
  const known = world.account(login);
  if (known !== undefined) {
    if (known.kind !== kind)
      throw new Error(`Cannot add ${kind} "${login}": there is a ${known.kind} of that name`);
    return known;
  }
  if (!LOGIN.test(login))
    throw new Error(`Cannot add account "${login}": GitHub does not allow such a login`);
  const id = world.ids.next("account");
  const prefix = { User: "U", Organization: "O", Bot: "BOT" }[kind];
  const nodeId = world.ids.node(prefix, id);
  const account: Account = { id, nodeId, login, kind, createdAt: world.now(), owners: new Set() };
  world.accounts.set(login.toLowerCase(), account);
  world.nodes.set(nodeId, { kind: "account", account });
  return account;
}
