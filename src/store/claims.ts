import type { Claims } from "../engine/store.ts";
import type { Database } from "./database.ts";
import { isHeld } from "./queue.ts";

/** Claims that run out by themselves. */
export function openClaims(database: Database): Claims {
  return {
    claim: async (scope, name, { lease, until }) =>
      database.transaction(() => {
        if (lease !== undefined && !isHeld(database, lease)) return { kind: "lease-lost" };
        database.run("delete from claim where until <= ?", database.now().getTime());
        const claimed = database.run(
          "insert into claim (scope, name, until) values (?, ?, ?) on conflict do nothing",
          scope,
          name,
          until.getTime(),
        );
        if (claimed > 0) return { kind: "claimed" };
        const row = database.rows("select until from claim where scope = ? and name = ?", scope, name)[0];
        return { kind: "taken", until: new Date(Number(row?.["until"])) };
      }),
    unclaim: async (scope, name, until) => {
      database.run(
        "delete from claim where scope = ? and name = ? and until = ?",
        scope,
        name,
        until.getTime(),
      );
    },
  };
}
