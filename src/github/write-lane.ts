import { setTimeout as pause } from "node:timers/promises";
import { RetryableError } from "../engine/errors.ts";

/**
 * One identity's writes, one at a time: the next starts `spacingMs` after the last one ended. GitHub asks for serial
 * content creation with a second between writes (docs, best practices for the REST API).
 *
 * A write is over, one way or the other, `lifeMs` after it was asked for: it is not begun when half of that has gone
 * by waiting for others, and its signal ends it. So a caller knows from when on none of its writes can still arrive.
 */
export class WriteLane {
  readonly #spacingMs: number;
  readonly #lifeMs: number;
  #tail: Promise<unknown> = Promise.resolve();
  /** On the monotonic clock. */
  #freeAtMs = 0;

  constructor(spacingMs: number, lifeMs: number) {
    this.#spacingMs = spacingMs;
    this.#lifeMs = lifeMs;
  }

  /** Runs `write` when those before it have ended, well or not. RetryableError where that takes too long. */
  run<T>(doing: string, write: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const endsAtMs = performance.now() + this.#lifeMs;
    const turn = this.#tail.then(async () => {
      await this.#wait();
      const leftMs = endsAtMs - performance.now();
      if (leftMs < this.#lifeMs / 2) {
        throw new RetryableError(`Cannot ${doing} now: too many writes were before it`);
      }
      try {
        return await write(AbortSignal.timeout(Math.floor(leftMs)));
      } finally {
        this.#freeAtMs = performance.now() + this.#spacingMs;
      }
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** Timers may fire a little early. */
  async #wait(): Promise<void> {
    for (;;) {
      const waitMs = this.#freeAtMs - performance.now();
      if (waitMs <= 0) return;
      await pause(Math.ceil(waitMs));
    }
  }
}
