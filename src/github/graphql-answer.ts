import { RetryableError, TerminalError } from "../engine/errors.ts";
import { isObject, lostAnswer, type Sent, type WireAnswer } from "./translate-error.ts";

/** GraphQL's secondary limit names no time; a minute is GitHub's least. */
const tooQuicklyPauseMs = 60_000;

/** Types by which GitHub refuses a whole call, as the status REST would have. */
const refusals: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  UNPROCESSABLE: 422,
};

interface GraphqlError {
  readonly message: string;
  readonly type?: string;
  readonly extensions?: { readonly code?: string };
}

/**
 * The `data` of a GraphQL answer. Rejections come in a 200: those that GitHub names refused the whole call, any other
 * leaves a mutation uncertain. A mutation whose field has a value happened, whatever else is told beside it.
 */
export function dataOfGraphql(answer: WireAnswer, sent: Sent): Readonly<Record<string, unknown>> {
  if (!isObject(answer.data)) throw lostAnswer("GitHub answered with no JSON object", sent);
  const data = isObject(answer.data["data"]) ? answer.data["data"] : undefined;
  const errors = answer.data["errors"];
  const [error] = Array.isArray(errors) ? (errors as readonly GraphqlError[]) : [];
  if (error === undefined) {
    if (data === undefined) throw lostAnswer("GitHub answered without data", sent);
    return data;
  }
  const happened = sent.write && data !== undefined && Object.values(data).some((value) => value !== null);
  if (happened) return data;
  throw translateGraphqlError(error, sent, answer);
}

function translateGraphqlError(error: GraphqlError, sent: Sent, answer: WireAnswer): Error {
  const words = error.message.replace(/\s+/g, " ").trim();
  const message = `Cannot ${sent.doing}: ${words}`;
  if (error.type === "RATE_LIMITED" || /submitted too quickly|rate limit/i.test(words)) {
    const nextAt = limitEndsAt(answer, sent.now);
    return new RetryableError(`Cannot ${sent.doing} yet: GitHub limits our requests`, { nextAt });
  }
  // The head moved between reading and writing: nothing was changed.
  if (error.type === "STALE_DATA") return new RetryableError(message, { code: "head-moved" });
  const status = error.type === undefined ? undefined : refusals[error.type];
  if (status !== undefined) {
    const isMissing = status === 403 && sent.permission !== undefined;
    const needs = isMissing ? `; it needs the permission ${sent.permission}` : "";
    return new TerminalError(`${message}${needs}`, { status });
  }
  // A document that GitHub cannot read (an older GitHub Enterprise Server) carries a code and did nothing.
  if (error.extensions?.code !== undefined) return new TerminalError(message, { status: 400 });
  return lostAnswer(words, sent);
}

function limitEndsAt({ headers }: WireAnswer, now: Date): Date {
  const resetS = Number(headers["x-ratelimit-reset"]);
  const spent = String(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(resetS);
  return spent ? new Date(resetS * 1000) : new Date(now.getTime() + tooQuicklyPauseMs);
}
