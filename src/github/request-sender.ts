import type { Octokit } from "@octokit/core";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { Cache } from "./bounded-cache.ts";
import type { TokenSource } from "./token-source.ts";
import {
  answerOf,
  isObject,
  type Sent,
  translateAnswer,
  translateError,
  type WireAnswer,
} from "./translate-error.ts";

/** One request to GitHub. */
export interface Call {
  /** What is being done, for messages: `read the labels of acme/tool`. */
  readonly doing: string;
  /** Method and path, as octokit names them: `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** True where the answer is to be the address of what is asked for (302). */
  readonly redirects?: true;
}

export interface SenderOptions {
  readonly octokit: Pick<Octokit, "request">;
  readonly token: TokenSource;
  readonly clock: () => Date;
  /** Answers by address. Asking again with their entity tag costs nothing while they hold (304). */
  readonly cache: Cache<CachedAnswer>;
}

export interface CachedAnswer {
  readonly etag: string;
  readonly answer: WireAnswer;
}

/** GitHub's most entries per page, and what plangate always asks for. */
export const perPage = 100;

/**
 * Sends one request, once, and gives its answer or throws one of the engine's errors. While GitHub limits us nothing
 * is sent at all: calls reject with the time from which they may.
 */
export class RequestSender {
  readonly #options: SenderOptions;
  #pausedUntil = new Date(0);
  #reads = 0;
  #writes = 0;
  /** Requests left in the primary limit, as the last answer said. */
  remaining: number | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get baseUrl(): string {
    return this.#options.octokit.request.endpoint.DEFAULTS.baseUrl;
  }

  counts(): { readonly reads: number; readonly writes: number } {
    return { reads: this.#reads, writes: this.#writes };
  }

  /** How a failure of `call` is told and meant. */
  sent(call: { readonly doing: string; readonly permission?: string }, write: boolean): Sent {
    const { doing, permission } = call;
    const now = this.#options.clock();
    return { doing, write, now, ...(permission === undefined ? {} : { permission }) };
  }

  /** `ending` marks a write, which ends with it: given up before it was sent, or uncertain. */
  async send(call: Call, ending?: AbortSignal): Promise<WireAnswer> {
    this.#assertNotPaused(call);
    const token = await this.#options.token.get();
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const address = this.#addressOf(call);
    const cached = address === undefined ? undefined : this.#options.cache.get(address);
    const usable = cached === undefined || endsFull(cached.answer) ? undefined : cached;
    const conditional = usable === undefined ? {} : { "if-none-match": usable.etag };

    if (ending?.aborted === true)
      throw new RetryableError(`Cannot ${call.doing} now: it took too long to begin`);
    if (ending === undefined) this.#reads += 1;
    else this.#writes += 1;
    const answer = await this.#exchange(call, { ...authorization, ...conditional }, ending);

    if (answer.status === 304 && usable !== undefined) return usable.answer;
    if (address !== undefined) this.#keep(address, answer);
    return answer;
  }

  /** Keeps a limit's end in mind; gives the error back to be thrown. */
  remember(error: unknown): unknown {
    if (error instanceof RetryableError && error.nextAt !== undefined && error.nextAt > this.#pausedUntil) {
      this.#pausedUntil = error.nextAt;
    }
    return error;
  }

  #assertNotPaused(call: Call): void {
    const nextAt = this.#pausedUntil;
    if (nextAt <= this.#options.clock()) return;
    throw new RetryableError(`Cannot ${call.doing} yet: GitHub limits our requests`, { nextAt });
  }

  /** Of a GET that may change, with its parameters. */
  #addressOf(call: Call): string | undefined {
    // What is named by its digest never changes, and is kept elsewhere.
    if (!call.route.startsWith("GET ") || /\/git\/(?:trees|blobs)\//.test(call.route)) return undefined;
    return this.#options.octokit.request.endpoint(call.route, { ...call.parameters }).url;
  }

  async #exchange(call: Call, headers: Record<string, string>, ending?: AbortSignal): Promise<WireAnswer> {
    const write = ending !== undefined;
    const manual = call.redirects === true ? { redirect: "manual" as const } : {};
    const request = { request: { ...manual, ...(write ? { signal: ending } : {}) } };
    let answer: WireAnswer;
    try {
      answer = await this.#options.octokit.request(call.route, { ...call.parameters, headers, ...request });
    } catch (error) {
      const refusal = answerOf(error);
      if (refusal !== undefined) this.#note(refusal);
      if (refusal?.status === 304) return refusal;
      if (refusal?.status === 401 && !this.#options.token.drop()) {
        const message = `Cannot ${call.doing}: GitHub does not accept the token: give a valid one`;
        throw new TerminalError(message, { status: 401, cause: error });
      }
      throw this.remember(translateError(error, this.sent(call, write)));
    }
    this.#note(answer);
    if (call.redirects === true && answer.status === 302) return answer;
    const whole = answer.status < 300 && (answer.status === 204 || isObject(answer.data));
    if (!whole) throw translateAnswer(answer, this.sent(call, write));
    return answer;
  }

  #note({ headers }: WireAnswer): void {
    const resource = headers["x-ratelimit-resource"] ?? "core";
    const remaining = Number(headers["x-ratelimit-remaining"]);
    if (resource === "core" && Number.isFinite(remaining)) this.remaining = remaining;
  }

  #keep(address: string, answer: WireAnswer): void {
    const etag = answer.headers["etag"];
    if (typeof etag !== "string") return;
    // The header would count compressed bytes.
    const weight = JSON.stringify(answer.data).length;
    this.#options.cache.set(address, { etag, answer }, weight);
  }
}

/** A full last page: another one may have come after it without changing it, so it must be read afresh. */
function endsFull({ data, headers }: WireAnswer): boolean {
  return Array.isArray(data) && data.length >= perPage && !String(headers["link"]).includes('rel="next"');
}
