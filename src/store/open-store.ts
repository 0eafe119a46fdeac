import { TerminalError } from "../engine/errors.ts";
import type { Store } from "../engine/store.ts";
import { openBudget } from "./budget.ts";
import { openClaims } from "./claims.ts";
import { openDatabase } from "./database.ts";
import { openHistory } from "./history.ts";
import { openInbox } from "./inbox.ts";
import { openLedger } from "./ledger.ts";
import { openQueue } from "./queue.ts";
import { openRefusals } from "./refusals.ts";

/**
 * The store in one SQLite file, or in memory with `:memory:`. Several processes may open one file at once. Every
 * method rejects with RetryableError where the file is busy, full or out of reach, with TerminalError where it is no
 * store of ours or broken; nothing is half written.
 */
export function openStore(path: string, { now }: { readonly now: () => Date }): Store {
  const database = openDatabase(path, now);
  const inbox = openInbox(database);
  let closed = false;

  return {
    receive: async (delivery) => {
      if (closed) throw new TerminalError(`Cannot store delivery "${delivery.id}": the store is closed`);
      return inbox.receive(delivery);
    },
    ...openQueue(database),
    ...openLedger(database),
    ...openClaims(database),
    ...openRefusals(database),
    ...openBudget(database),
    ...openHistory(database),
    close: async () => {
      if (closed) return;
      closed = true;
      inbox.flush();
      database.close();
    },
  };
}
