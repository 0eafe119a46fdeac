import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue } from "node:sqlite";
import { TerminalError } from "../engine/errors.ts";
import { migrations } from "./migrations.ts";
import { storeError } from "./store-error.ts";

/** How long a statement waits for another process's transaction; well below the 9 s in which a webhook is answered. */
const busyTimeoutMs = 4_000;

/** One row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * One SQLite file and the store's clock. Everything it does is synchronous and short; whatever goes wrong in SQLite
 * leaves as RetryableError or TerminalError.
 */
export interface Database {
  readonly now: () => Date;
  /** Runs `work` in one durable transaction that holds the write lock from its start; all of it happens or nothing. */
  transaction<T>(work: () => T): T;
  rows(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** How many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
  close(): void;
}

/** Opens a file (or `:memory:`) and brings its schema up to date; two processes may do so at once. */
export function openDatabase(path: string, now: () => Date): Database {
  const database = attempt(`Cannot open the store "${path}"`, () => {
    const connection = new DatabaseSync(path, { timeout: busyTimeoutMs });
    // FULL: an acknowledged delivery is on the disk. NORMAL in WAL mode is not power-safe.
    connection.exec("pragma journal_mode = wal; pragma synchronous = full;");
    return over(connection, now);
  });
  migrate(database, path);
  return database;
}

function over(connection: DatabaseSync, now: () => Date): Database {
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = connection.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };

  return {
    now,
    transaction: (work) => attempt("Cannot write to the store", () => transact(connection, work)),
    rows: (sql, ...values) => attempt("Cannot read the store", () => statement(sql).all(...values)),
    run: (sql, ...values) =>
      attempt("Cannot write to the store", () => Number(statement(sql).run(...values).changes)),
    close: () => {
      prepared.clear();
      connection.close();
    },
  };
}

function transact<T>(connection: DatabaseSync, work: () => T): T {
  // IMMEDIATE: a transaction that reads first and then writes would fail, not wait, when another process wrote between.
  connection.exec("begin immediate");
  try {
    const result = work();
    connection.exec("commit");
    return result;
  } catch (error) {
    // A full disk ends the transaction by itself.
    if (connection.isTransaction) connection.exec("rollback");
    throw error;
  }
}

function migrate(database: Database, path: string): void {
  if (versionOf(database) === migrations.length) return;
  database.transaction(() => {
    // Read again inside: another process may have been first.
    const from = versionOf(database);
    if (from > migrations.length) {
      throw new TerminalError(
        `Cannot use the store "${path}": it was written by a newer plangate (schema ${from}, this one knows ${migrations.length}): start the newer one, or another file`,
      );
    }
    for (const step of migrations.slice(from)) {
      for (const sql of statementsOf(step)) database.run(sql);
    }
    database.run(`pragma user_version = ${migrations.length}`);
  });
}

function versionOf(database: Database): number {
  return Number(database.rows("pragma user_version")[0]?.["user_version"]);
}

function statementsOf(step: string): readonly string[] {
  return step.split(";").filter((sql) => sql.trim() !== "");
}

function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(what, error);
  }
}
