import type { FaultKind } from "./faults.ts";

/** One request as it was handled. */
export interface LogEntry {
  readonly index: number;
  readonly kind: "read" | "write" | "token";
  readonly method: string;
  /** `POST /repos/{owner}/{repo}/issues`. */
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  /** GraphQL: the first field of the operation. */
  readonly mutation?: string;
  /** Login of the caller; undefined without a credential. */
  readonly actor: string | undefined;
  /** Id of the App behind the token. */
  readonly app: number | undefined;
  /** What was answered; 0 when the connection was destroyed. */
  readonly status: number;
  readonly fault?: FaultKind;
}

const REFS = /^(PATCH|DELETE) \/repos\/\{owner\}\/\{repo\}\/git\/refs\//;
const RULESETS = /^(POST|PUT|DELETE) \/repos\/\{owner\}\/\{repo\}\/rulesets/;

/** Why an App must never do this, or undefined. */
export function forbiddenToApps(
  entry: Pick<LogEntry, "route" | "path" | "body" | "mutation">,
): string | undefined {
  if (entry.mutation === "deleteIssue") return "deletes an issue";
  if (RULESETS.test(entry.route)) return "writes a ruleset";
  if (entry.mutation === "updateRefs") return forbiddenUpdate(entry.body);
  if (!REFS.test(entry.route)) return undefined;
  if (/\/git\/refs\/tags(\/|%2F)/i.test(entry.path)) return "moves or deletes a tag";
  return (entry.body as { force?: unknown } | undefined)?.force === true ? "forces a branch" : undefined;
}

interface UpdateRefsBody {
  readonly variables?: {
    readonly input?: {
      readonly refUpdates?: readonly { readonly name?: unknown; readonly force?: unknown }[];
    };
  };
}

function forbiddenUpdate(body: unknown): string | undefined {
  const updates = (body as UpdateRefsBody).variables?.input?.refUpdates ?? [];
  if (updates.some(({ name }) => !String(name).startsWith("refs/heads/"))) return "moves or deletes a tag";
  return updates.some(({ force }) => force === true) ? "forces a branch" : undefined;
}
