import { setImmediate as settled } from "node:timers/promises";

/**
 * Lets programs that share a world take turns: each runs until it waits for its next turn, and one of those that wait
 * is chosen. The same choices make the same course.
 */
export class Turns {
  readonly #choose: (count: number) => number;
  #waiting: (() => void)[] = [];

  /** `choose` gives an index below its argument. */
  constructor(choose: (count: number) => number) {
    this.#choose = choose;
  }

  /** Waits until it is one's turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Gives a turn; false where nobody waits for one. */
  async give(): Promise<boolean> {
    // Whatever runs now runs until it waits: nothing here takes longer than the queue of promises.
    await settled();
    const [chosen] = this.#waiting.splice(this.#choose(this.#waiting.length), 1);
    chosen?.();
    await settled();
    return chosen !== undefined;
  }

  /** Lets everything that waits wait for ever, as when its machine is switched off. */
  forget(): void {
    this.#waiting = [];
  }
}
