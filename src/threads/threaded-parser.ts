import { Worker } from "node:worker_threads";
import type { PlanParser } from "../engine/plan-parser.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { PlanSettings } from "../model/settings.ts";
import { checkLimits, checkTaskCount, planLimits } from "../plan/check-limits.ts";
import { refusedPlan } from "../plan/refused-plan.ts";
import type { ParseReply, ParseRequest } from "./parse-message.ts";

export interface ThreadedParserOptions {
  /**
   * How long the largest plan may take; an empty one has three tenths of it, those between in proportion.
   *
   * @default {10000}
   */
  readonly timeoutMs?: number;
  /** The worker's file. A door that is bundled names its own. */
  readonly worker?: URL;
}

/** A thread that does not say it is ready by then never will. */
const startTimeoutMs = 60_000;

/** Heap of the worker: words need an eighth of a gigabyte at every limit, links and bold in every other word one. */
const heapMegabytesMax = 2_048;

const workerFile = new URL(
  import.meta.url.endsWith(".ts") ? "./parse-worker.ts" : "./parse-worker.js",
  import.meta.url,
);

type Outcome = ParseReply | { readonly kind: "late" } | { readonly kind: "broken"; readonly reason: string };

/**
 * Parses in one worker thread, which is started at the first plan, used again, and replaced after it was ended or
 * broke. Plans beyond the limits never reach it. While idle it does not keep the process alive.
 */
export class ThreadedParser implements PlanParser {
  readonly #timeoutMs: number;
  readonly #file: URL;
  readonly #closing = new AbortController();
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ timeoutMs = 10_000, worker = workerFile }: ThreadedParserOptions = {}) {
    this.#timeoutMs = timeoutMs;
    this.#file = worker;
  }

  parse(bytes: Uint8Array, settings?: PlanSettings): Promise<ParsedPlan> {
    const turn = this.#last.then(() => this.#parse(bytes, settings));
    // A rejected call must not reject those after it.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#end();
  }

  async #parse(bytes: Uint8Array, settings: PlanSettings | undefined): Promise<ParsedPlan> {
    if (this.#closing.signal.aborted) throw new Error("Cannot parse: the parser is closed");
    const beyond = checkLimits(bytes);
    if (beyond.length > 0) return refusedPlan(beyond);

    const timeoutMs = Math.round(this.#timeoutMs * (0.3 + (0.7 * bytes.length) / planLimits.bytesMax));
    const outcome = await this.#ask({ bytes, settings }, timeoutMs);
    if (this.#closing.signal.aborted) throw new Error("Cannot parse: the parser is closed");
    return planOf(outcome, timeoutMs);
  }

  async #ask(request: ParseRequest, timeoutMs: number): Promise<Outcome> {
    const started = this.#worker === undefined ? await this.#start() : undefined;
    const worker = this.#worker;
    if (worker === undefined || (started !== undefined && started.kind !== "ready")) {
      await this.#end();
      return {
        kind: "broken",
        reason: started?.kind === "broken" ? started.reason : "its thread does not start",
      };
    }

    worker.ref();
    const answer = this.#nextOf(worker, timeoutMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin.
    worker.postMessage(request);
    const outcome = await answer;
    worker.unref();
    if (outcome.kind === "late" || outcome.kind === "broken") await this.#end();
    return outcome;
  }

  #start(): Promise<Outcome> {
    const worker = new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax } });
    // An error that comes while nothing is asked ends the thread; the next plan starts another.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return this.#nextOf(worker, startTimeoutMs);
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** The worker's next message, or what came instead of it. */
  #nextOf(worker: Worker, timeoutMs: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        worker.off("message", settle).off("error", onError).off("exit", onExit);
        resolve(outcome);
      };
      const onError = (error: Error) => settle({ kind: "broken", reason: error.message });
      const onExit = (code: number) =>
        settle({ kind: "broken", reason: `its thread ended with code ${code}` });
      const timer = setTimeout(() => settle({ kind: "late" }), timeoutMs);
      worker.on("message", settle).on("error", onError).on("exit", onExit);
    });
  }
}

function planOf(outcome: Outcome, timeoutMs: number): ParsedPlan {
  switch (outcome.kind) {
    case "parsed": {
      const beyond = checkTaskCount(outcome.parsed);
      return beyond.length > 0 ? refusedPlan(beyond) : outcome.parsed;
    }
    case "late":
      return refusal(
        "too-slow",
        `it takes longer than ${timeoutMs / 1_000} s: look for a paragraph with very many "*", "_", "[" or "<"`,
      );
    case "overflow":
      return refusal(
        "too-deep",
        'its marks stand too deep inside each other: look for a paragraph with very many "*", "[" or ">"',
      );
    case "broken":
    case "ready":
      return refusal(
        "reader-broken",
        `the reader broke on it: ${outcome.kind === "broken" ? outcome.reason : "no answer"}`,
      );
  }
}

function refusal(rule: string, reason: string): ParsedPlan {
  return refusedPlan([{ line: 1, column: 1, rule, message: `Cannot read the plan: ${reason}` }]);
}
