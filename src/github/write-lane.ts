import { setTimeout as pause } from "node:timers/promises";

/**
 * One identity's writes, one at a time: the next starts `spacingMs` after the last one ended. GitHub asks for serial
 * content creation with a second between writes (docs, best practices for the REST API).
 */
export class WriteLane {
  readonly #spacingMs: number;
  #tail: Promise<unknown> = Promise.resolve();
  /** On the monotonic clock. */
  #freeAtMs = 0;

  constructor(spacingMs: number) {
    this.#spacingMs = spacingMs;
  }

  /** Runs `write` when those before it have ended, well or not. */
  run<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => this.#take(write));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #take<T>(write: () => Promise<T>): Promise<T> {
    const waitMs = this.#freeAtMs - performance.now();
    if (waitMs > 0) await pause(waitMs);
    try {
      return await write();
    } finally {
      this.#freeAtMs = performance.now() + this.#spacingMs;
    }
  }
}
