import { setTimeout as pause } from "node:timers/promises";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import { dataOfGraphql } from "./graphql-answer.ts";
import { nextPage } from "./next-page.ts";
import { type Call, perPage, type RequestSender } from "./request-sender.ts";
import { isObject, lostAnswer } from "./translate-error.ts";
import type { WriteLane } from "./write-lane.ts";

/** Pages of one list. A longer one is refused, never cut. */
const pagesMax = 100;
/** How often a read is sent at most. A write is sent once. */
const readAttemptsMax = 5;

export interface GraphqlCall {
  readonly doing: string;
  /** What it needs of an installation: GraphQL does not say it. */
  readonly permission?: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface WireOptions {
  readonly sender: RequestSender;
  readonly lane: WriteLane;
  /** First wait before a read is sent again; doubles, with jitter. */
  readonly retryBaseMs: number;
}

/**
 * One identity's requests. Reads are sent up to five times; every write (and GraphQL mutation) exactly once, one after
 * the other. The type argument of a call is what GitHub's description promises of the answer.
 */
export class Wire {
  readonly #options: WireOptions;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  get remaining(): number | undefined {
    return this.#options.sender.remaining;
  }

  get baseUrl(): string {
    return this.#options.sender.baseUrl;
  }

  counts(): { readonly reads: number; readonly writes: number } {
    return this.#options.sender.counts();
  }

  async read<Shape>(call: Call): Promise<Shape> {
    const answer = await this.#persist(() => this.#options.sender.send(call));
    return answer.data as Shape;
  }

  /** As `read`, sent once: for what another read needs, which is itself sent again. */
  async readOnce<Shape>(call: Call): Promise<Shape> {
    return (await this.#options.sender.send(call)).data as Shape;
  }

  /** As `read`, with undefined where GitHub has none such (404, 410). */
  async find<Shape>(call: Call): Promise<Shape | undefined> {
    try {
      return await this.read<Shape>(call);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Where GitHub keeps something that it does not serve itself. */
  async locate(call: Omit<Call, "redirects">): Promise<string> {
    const { headers, status } = await this.#persist(() =>
      this.#options.sender.send({ ...call, redirects: true }),
    );
    const location = headers["location"];
    if (status === 302 && typeof location === "string" && URL.canParse(location, this.baseUrl)) {
      return new URL(location, this.baseUrl).href;
    }
    throw new TerminalError(`Cannot ${call.doing}: GitHub does not say where it is`);
  }

  /** Every entry of a list, page by page to its end; `key` where the list is a field of the page. */
  async list<Shape>(call: Call, key?: string): Promise<readonly Shape[]> {
    const { sender } = this.#options;
    const entries: Shape[] = [];
    let next: Call | undefined = { ...call, parameters: { ...call.parameters, per_page: perPage } };
    for (let page = 1; next !== undefined; page += 1) {
      if (page > pagesMax) {
        throw new TerminalError(`Cannot ${call.doing}: there are more than ${pagesMax * perPage} of them`);
      }
      const current: Call = next;
      const { data, headers } = await this.#persist(() => sender.send(current));
      const found = key !== undefined && isObject(data) ? data[key] : data;
      if (!Array.isArray(found)) throw lostAnswer("GitHub answered with no list", sender.sent(call, false));
      entries.push(...(found as readonly Shape[]));
      const url = nextPage(headers["link"], sender.baseUrl);
      next = url === undefined ? undefined : { doing: call.doing, route: `GET ${url}` };
    }
    return entries;
  }

  /** The first entries of a list that is sorted newest first, up to one that is not wanted; a bounded part of it. */
  async newest<Shape>(
    call: Call,
    part: { readonly pagesMax: number; readonly isWanted: (entry: Shape) => boolean },
  ): Promise<readonly Shape[]> {
    const { sender } = this.#options;
    const entries: Shape[] = [];
    let next: Call | undefined = { ...call, parameters: { ...call.parameters, per_page: perPage } };
    for (let page = 1; next !== undefined && page <= part.pagesMax; page += 1) {
      const current: Call = next;
      const { data, headers } = await this.#persist(() => sender.send(current));
      if (!Array.isArray(data)) throw lostAnswer("GitHub answered with no list", sender.sent(call, false));
      const wanted = (data as readonly Shape[]).filter((entry) => part.isWanted(entry));
      entries.push(...wanted);
      const url = wanted.length < data.length ? undefined : nextPage(headers["link"], sender.baseUrl);
      next = url === undefined ? undefined : { doing: call.doing, route: `GET ${url}` };
    }
    return entries;
  }

  async write<Shape>(call: Call): Promise<Shape> {
    const answer = await this.#options.lane.run(call.doing, (ending) =>
      this.#options.sender.send(call, ending),
    );
    return answer.data as Shape;
  }

  async query<Shape>(call: GraphqlCall): Promise<Shape> {
    return (await this.#persist(() => this.#graphql(call))) as Shape;
  }

  async mutate<Shape>(call: GraphqlCall): Promise<Shape> {
    const data = await this.#options.lane.run(call.doing, (ending) => this.#graphql(call, ending));
    return data as Shape;
  }

  async #graphql(call: GraphqlCall, ending?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const { sender } = this.#options;
    // GitHub Enterprise Server has REST at /api/v3 and GraphQL at /api/graphql.
    const baseUrl = sender.baseUrl.replace(/\/api\/v3\/?$/, "/api");
    const parameters = { baseUrl, query: call.document, variables: call.variables };
    const answer = await sender.send({ doing: call.doing, route: "POST /graphql", parameters }, ending);
    try {
      return dataOfGraphql(answer, sender.sent(call, ending !== undefined));
    } catch (error) {
      throw sender.remember(error);
    }
  }

  /** Sends a read again while that may help: not into a limit, and once only with a new token. */
  async #persist<T>(send: () => Promise<T>): Promise<T> {
    let unauthorised = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        const hopeless = !(error instanceof RetryableError) || error.nextAt !== undefined;
        if (hopeless || attempt === readAttemptsMax) throw error;
        if (isUnauthorised(error)) unauthorised += 1;
        if (unauthorised > 1) throw error;
        await pause(this.#options.retryBaseMs * 2 ** (attempt - 1) * (0.5 + Math.random()));
      }
    }
  }
}

/** True where GitHub says that there is no such thing, or no more. */
export function isGone(error: unknown): error is TerminalError {
  return error instanceof TerminalError && (error.status === 404 || error.status === 410);
}

function isUnauthorised({ cause }: RetryableError): boolean {
  return cause instanceof Error && "status" in cause && cause.status === 401;
}
