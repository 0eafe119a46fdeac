import { scrub } from "./scrub.ts";

/**
 * The world refused and would again: a permission that is missing, a repository that is gone, a validation that
 * fails. Made only in adapters, with the cause. Not retried; shown.
 */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
  readonly status: number | undefined;
  /** A reason that callers tell apart: `tag-exists`, `not-installed`. */
  readonly code: string | undefined;

  constructor(
    message: string,
    options: { readonly status?: number; readonly code?: string; readonly cause?: unknown } = {},
  ) {
    super(scrub(message), { cause: options.cause });
    this.status = options.status;
    this.code = options.code;
  }
}

/** The world could not just now, and nothing was changed by the call: a 502 on a read, a rate limit, a moved head. */
export class RetryableError extends Error {
  override readonly name = "RetryableError";
  /** Not before this time; absent: as the caller's backoff says. */
  readonly nextAt: Date | undefined;
  /** A reason that callers tell apart: `head-moved`. */
  readonly code: string | undefined;

  constructor(
    message: string,
    options: { readonly nextAt?: Date; readonly code?: string; readonly cause?: unknown } = {},
  ) {
    super(scrub(message), { cause: options.cause });
    this.nextAt = options.nextAt;
    this.code = options.code;
  }
}

/** A write was sent and its answer lost: it may have happened. Never sent again before it was looked for. */
export class UncertainError extends Error {
  override readonly name = "UncertainError";

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(scrub(message), { cause: options.cause });
  }
}
