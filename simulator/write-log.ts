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

const NEVER: readonly { route: RegExp; why: string }[] = [
  { route: /^(PATCH|DELETE) \/repos\/\{owner\}\/\{repo\}\/git\/refs\//, why: "moves or deletes a tag" },
  { route: /^(POST|PUT|DELETE) \/repos\/\{owner\}\/\{repo\}\/rulesets/, why: "writes a ruleset" },
];

/** Why an App must never do this, or undefined. */
export function forbiddenToApps(entry: Pick<LogEntry, "route" | "path" | "mutation">): string | undefined {
  if (entry.mutation === "deleteIssue") return "deletes an issue";
  const rule = NEVER.find((one) => one.route.test(entry.route));
  if (rule === undefined) return undefined;
  if (rule.why.includes("tag") && !/\/git\/refs\/tags(\/|%2F)/i.test(entry.path)) return undefined;
  return rule.why;
}
