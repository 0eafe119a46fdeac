import { RetryableError, TerminalError } from "../engine/errors.ts";

/** SQLite's primary result codes, https://sqlite.org/rescode.html: 5 busy, 6 locked, 7 memory, 10 I/O, 13 full, 14 cannot open, 15 protocol. */
const passing: ReadonlySet<number> = new Set([5, 6, 7, 10, 13, 14, 15]);

/** 3 permission, 8 read-only, 11 corrupt, 23 authorization, 26 not a database. */
const lasting: ReadonlySet<number> = new Set([3, 8, 11, 23, 26]);

/**
 * What a failure of SQLite means: what may pass is retryable, what will not is terminal, and a statement that SQLite
 * does not take is our own mistake and comes back as it is, as does everything that is not SQLite's.
 */
export function storeError(what: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // What node:sqlite says of a connection that was closed: a worker that was not waited for goes on.
  if ("code" in error && error.code === "ERR_INVALID_STATE") {
    return new TerminalError(`${what}: it is closed`, { cause: error });
  }
  const code = resultCodeOf(error);
  if (code === undefined) return error;
  if (passing.has(code)) return new RetryableError(`${what}: ${error.message}`, { cause: error });
  if (lasting.has(code)) return new TerminalError(`${what}: ${error.message}`, { cause: error });
  return error;
}

function resultCodeOf(error: Error): number | undefined {
  if (!("code" in error) || error.code !== "ERR_SQLITE_ERROR") return undefined;
  // The low byte of an extended code is the primary one.
  return "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}
