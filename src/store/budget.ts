import { creationsPerHourMax } from "../engine/making.ts";
import type { Budget } from "../engine/store.ts";
import type { Database } from "./database.ts";

const hourMs = 3_600_000;

/** The creations of the last hour, per owner: a sliding hour, so no burst fits around a full one. */
export function openBudget(database: Database): Budget {
  return {
    spend: async (owner) =>
      database.transaction(() => {
        const now = database.now().getTime();
        database.run("delete from creation where owner = ? and at <= ?", owner, now - hourMs);
        // The one that has to leave the hour before another fits in.
        const oldest = database.rows(
          "select at from creation where owner = ? order by at desc limit 1 offset ?",
          owner,
          creationsPerHourMax - 1,
        )[0];
        if (oldest !== undefined) {
          return { kind: "exhausted", nextAt: new Date(Number(oldest["at"]) + hourMs) };
        }
        database.run("insert into creation (owner, at) values (?, ?)", owner, now);
        return { kind: "spent" };
      }),
    usage: async () => {
      const since = database.now().getTime() - hourMs;
      const rows = database.rows(
        "select owner, count(*) as spent from creation where at > ? group by owner",
        since,
      );
      return new Map(rows.map((row) => [String(row["owner"]), Number(row["spent"])]));
    },
  };
}
