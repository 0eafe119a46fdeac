import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";
import type { Role } from "../state/account.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * What a route asks of its caller: installation permissions (any one of them is enough), an App's JWT, an
 * installation token, any credential that sees the repository (`metadata:read`), or nothing.
 */
export type Need = "jwt" | "installation" | "anyone" | readonly `${string}:${"read" | "write"}`[];

/** One operation of GitHub's REST API, by the path template of its description. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly needs: Need;
  /** Least role of a person's token; by default read for GET and write for the rest. */
  readonly role?: Role;
  /** Counts as content creation for the secondary limits. */
  readonly creates?: true;
  /** Asks for a credential that Apps alone have, as check runs do. */
  readonly appsOnly?: true;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}
