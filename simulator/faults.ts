/** Ways in which an answer goes wrong. */
export type FaultKind =
  | "500-not-applied"
  | "502-applied"
  | "applied-late"
  | "reset-before"
  | "reset-after"
  | "403-limit"
  | "401"
  | "html-error"
  | "truncated-json";

/** A request as faults and hooks see it. */
export interface SeenRequest {
  readonly method: string;
  /** The route's template, `POST /repos/{owner}/{repo}/issues`; the bare path when there is no such route. */
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  readonly kind: "read" | "write" | "token";
  /** GraphQL: the first field of the operation. */
  readonly mutation: string | undefined;
}

export interface Fault {
  readonly when:
    | { readonly nthWrite: number }
    | { readonly nthRequest: number }
    | ((request: SeenRequest) => boolean);
  readonly kind: FaultKind;
  /** How often; once by default. */
  readonly times?: number;
  /** For `403-limit`. */
  readonly retryAfterS?: number;
  /** For `applied-late`: how far the clock must advance. */
  readonly lateMs?: number;
}

/** Nothing, or the wish to cut the line. */
export type OnRequestAnswer = "cut" | undefined | void;

export type Phase = "before" | "after-effect" | "after-answer";

/** Faults on demand. */
export class Faults {
  /** Called around every request and awaited. "cut" destroys the connection; "after-answer" comes too late for it. */
  onRequest: ((phase: Phase, request: SeenRequest) => OnRequestAnswer | Promise<OnRequestAnswer>) | undefined;
  #armed: { fault: Fault; writes: number; requests: number; left: number }[] = [];

  inject(fault: Fault): void {
    this.#armed.push({ fault, writes: 0, requests: 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that befalls this request, if any. Counts start when a fault is injected. */
  pick(request: SeenRequest): Fault | undefined {
    let picked: Fault | undefined;
    for (const armed of this.#armed) {
      if (request.kind !== "token") armed.requests += 1;
      if (request.kind === "write") armed.writes += 1;
      if (picked !== undefined || armed.left === 0 || !isMeant(armed, request)) continue;
      armed.left -= 1;
      picked = armed.fault;
    }
    return picked;
  }
}

function isMeant(
  armed: { fault: Fault; writes: number; requests: number; left: number },
  request: SeenRequest,
): boolean {
  const { when, times = 1 } = armed.fault;
  if (typeof when === "function") return when(request);
  const from = "nthWrite" in when ? when.nthWrite : when.nthRequest;
  const at = "nthWrite" in when ? armed.writes : armed.requests;
  if (request.kind === "token" || ("nthWrite" in when && request.kind !== "write")) return false;
  return at >= from && at < from + times;
}
