import type { Refusals } from "../engine/store.ts";
import type { Database } from "./database.ts";

/** Refusals that run out by themselves. */
export function openRefusals(database: Database): Refusals {
  return {
    refusals: async (scope) => {
      const now = database.now().getTime();
      const rows = database.rows(
        "select name, reason from refusal where scope = ? and until > ?",
        scope,
        now,
      );
      return new Map(rows.map((row) => [String(row["name"]), String(row["reason"])]));
    },
    refuse: async (scope, name, { reason, until }) =>
      database.transaction(() => {
        database.run("delete from refusal where until <= ?", database.now().getTime());
        database.run(
          `insert into refusal (scope, name, reason, until) values (?, ?, ?, ?)
           on conflict (scope, name) do update set reason = excluded.reason, until = excluded.until`,
          scope,
          name,
          reason,
          until.getTime(),
        );
      }),
  };
}

/** Forgets all of them, within a transaction of the caller's: a permission may have come. */
export function forgetRefusals(database: Database): void {
  database.run("delete from refusal");
}
