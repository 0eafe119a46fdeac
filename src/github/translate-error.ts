import { RetryableError, TerminalError, UncertainError } from "../engine/errors.ts";

/** What was asked of GitHub, for the words and the meaning of its failure. */
export interface Sent {
  /** What was being done, as in `Cannot …`: `read the labels of acme/tool`. */
  readonly doing: string;
  /** A write whose answer is lost may have happened. */
  readonly write: boolean;
  readonly now: Date;
  /** What it needs of an installation, such as `issues=write`, where that is known beforehand. */
  readonly permission?: string;
}

/** An answer of GitHub's, or of something in between. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** Where GitHub names no time, it asks for at least a minute (docs, rate limits for the REST API). */
const limitPauseMs = 60_000;

/** Failures to connect: nothing was sent. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** The one place where a failed request becomes one of the engine's errors. Errors of our own pass through. */
export function translateError(error: unknown, sent: Sent): unknown {
  if (!(error instanceof Error) || !("status" in error)) return error;
  const answer = answerOf(error);
  if (answer !== undefined) return translateAnswer(answer, sent, error);
  if (hasCodeOf(neverSent, error)) {
    return new RetryableError(`Cannot ${sent.doing}: GitHub is not reachable`, { cause: error });
  }
  return lostAnswer(`no answer came back (${error.message})`, sent, error);
}

/** What an answer means that is no success: refused, later, or nobody knows. */
export function translateAnswer(answer: WireAnswer, sent: Sent, cause?: unknown): Error {
  const { status } = answer;
  const failure = { status, cause };
  const nextAt = limitedUntil(answer, sent.now);
  if (nextAt !== undefined) {
    return new RetryableError(`Cannot ${sent.doing} yet: GitHub limits our requests`, { nextAt, cause });
  }
  if (status >= 300 && status < 400) {
    const message = `Cannot ${sent.doing}: GitHub answers that it has moved`;
    return sent.write ? new RetryableError(message, { cause }) : new TerminalError(message, failure);
  }
  if (status >= 500 || !isObject(answer.data)) return lostAnswer(describeBroken(answer), sent, cause);
  if (status === 401) {
    return new RetryableError(`Cannot ${sent.doing}: GitHub does not accept our token`, { cause });
  }
  return new TerminalError(`Cannot ${sent.doing}: ${describeRefusal(answer)}`, failure);
}

/** A write may have happened and must be looked for; a read may be asked again. */
export function lostAnswer(words: string, sent: Sent, cause?: unknown): Error {
  return sent.write
    ? new UncertainError(`It is not known whether plangate could ${sent.doing}: ${words}`, { cause })
    : new RetryableError(`Cannot ${sent.doing}: ${words}`, { cause });
}

/** Until when GitHub wants no request of ours; undefined where the answer is about something else. */
function limitedUntil({ status, headers, data }: WireAnswer, now: Date): Date | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const message = messageOf(data);
  const retryAfterS = headers["retry-after"];
  if (retryAfterS !== undefined && Number.isFinite(Number(retryAfterS))) {
    return new Date(now.getTime() + Number(retryAfterS) * 1000);
  }
  const spent = String(headers["x-ratelimit-remaining"]) === "0" && !/not accessible/i.test(message);
  const resetS = Number(headers["x-ratelimit-reset"]);
  if (spent && Number.isFinite(resetS)) return new Date(resetS * 1000);
  const limited = status === 429 || /rate limit|abuse detection/i.test(message);
  return limited ? new Date(now.getTime() + limitPauseMs) : undefined;
}

/** True for what JSON gives for objects and lists. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !(value instanceof ArrayBuffer);
}

/** The answer that octokit's RequestError carries, where there was one. */
export function answerOf(error: unknown): WireAnswer | undefined {
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  return isObject(response) ? (response as unknown as WireAnswer) : undefined;
}

function hasCodeOf(codes: ReadonlySet<string>, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && codes.has(error.code)) return true;
  return hasCodeOf(codes, error.cause);
}

function describeBroken({ status, data }: WireAnswer): string {
  if (status >= 500) return `GitHub answered with status ${status}`;
  const kind = typeof data === "string" && /^\s*</.test(data) ? "a page" : "something";
  return `GitHub answered with ${kind} that is no JSON (status ${status})`;
}

/** GitHub's own words, its `errors[]` and the permission it misses, on one line. */
function describeRefusal({ status, headers, data }: WireAnswer): string {
  const words = [messageOf(data) || `status ${status}`, ...errorsOf(data).map(describeDetail)];
  const permissions = headers["x-accepted-github-permissions"];
  if (status === 403 && permissions !== undefined) words.push(`it needs the permission ${permissions}`);
  return words.join("; ").replace(/\s+/g, " ").trim();
}

function messageOf(data: unknown): string {
  return isObject(data) && typeof data["message"] === "string" ? data["message"] : "";
}

function errorsOf(data: unknown): readonly unknown[] {
  const errors = isObject(data) ? data["errors"] : undefined;
  if (Array.isArray(errors)) return errors;
  return errors === undefined ? [] : [errors];
}

function describeDetail(detail: unknown): string {
  if (typeof detail === "string") return detail;
  if (!isObject(detail)) return String(detail);
  if (typeof detail["message"] === "string") return detail["message"];
  const [resource, field, code] = [detail["resource"], detail["field"], detail["code"]];
  return [resource, field, code]
    .filter((part) => typeof part === "string")
    .join(" ")
    .replaceAll("_", " ");
}
