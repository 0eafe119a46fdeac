import { keyOfTarget } from "../model/target.ts";
import type { Target } from "../model/target.ts";
import type { Database } from "./database.ts";

/**
 * Marks one target, within a transaction of the caller's: a new one is due at `notBefore`, a waiting one at the
 * earlier of the two, a held one again after its lease. A parked or failed one keeps its time.
 */
export function markTarget(database: Database, target: Target, notBefore: Date = database.now()): void {
  database.run("insert into repository (id) values (?) on conflict do nothing", target.repository);
  database.run(
    `insert into target (key, repository, available_at) values (?, ?, ?)
     on conflict (key) do update set
       again_at = case when fence is not null
         then min(coalesce(again_at, excluded.available_at), excluded.available_at) end,
       available_at = case when fence is null and state = 'due'
         then min(available_at, excluded.available_at) else available_at end`,
    keyOfTarget(target),
    target.repository,
    notBefore.getTime(),
  );
}
