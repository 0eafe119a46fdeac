import type { IncomingHttpHeaders } from "node:http";

/** A request as it came in, with its body read. */
export interface Request {
  readonly method: string;
  /** Path without `/api/v3` and without query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or undefined without a body. */
  readonly body: unknown;
  readonly text: string;
}
