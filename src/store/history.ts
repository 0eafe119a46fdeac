import type { History, HistoryRow } from "../engine/store.ts";
import type { RepositoryId } from "../model/repository.ts";
import type { Database, Row } from "./database.ts";

/** Reconciles remembered for status pages, over all targets. */
export const historyRowsMax = 5_000;

/** Reconciles of the recent past, and which repositories hold issues of whose plans. */
export function openHistory(database: Database): History {
  return {
    record: async (row) =>
      database.transaction(() => {
        database.run(
          "insert into history (target, at, result, reads, writes, note) values (?, ?, ?, ?, ?, ?)",
          row.target,
          row.at.getTime(),
          row.result,
          row.reads,
          row.writes,
          row.note,
        );
        database.run("delete from history where id <= (select max(id) from history) - ?", historyRowsMax);
      }),
    recent: async (limit) =>
      database.rows("select * from history order by id desc limit ?", limit).map(historyRowOf),
    holds: async (repository, home) =>
      database.transaction(() => {
        for (const id of [repository, home]) {
          database.run("insert into repository (id) values (?) on conflict do nothing", id);
        }
        database.run(
          "insert into holding (repository, home) values (?, ?) on conflict do nothing",
          repository,
          home,
        );
      }),
    homesOf: async (repository) =>
      database
        .rows("select home as id from holding where repository = ? order by home", repository)
        .map(idOf),
    repositories: async () => database.rows("select id from repository order by id").map(idOf),
  };
}

function historyRowOf(row: Row): HistoryRow {
  return {
    target: String(row["target"]),
    at: new Date(Number(row["at"])),
    result: row["result"] as HistoryRow["result"],
    reads: Number(row["reads"]),
    writes: Number(row["writes"]),
    note: String(row["note"]),
  };
}

function idOf(row: Row): RepositoryId {
  return Number(row["id"]) as RepositoryId;
}
