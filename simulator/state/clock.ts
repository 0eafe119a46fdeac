/** The simulator's time: real time or a frozen start, plus what has been advanced. Work can be scheduled on it. */
export class Clock {
  #read: () => number;
  #offsetMs = 0;
  #scheduled: { dueAt: number; run: () => void | Promise<void> }[] = [];

  constructor(start: Date | (() => Date) | undefined) {
    if (start === undefined) this.#read = () => Date.now();
    else if (start instanceof Date) this.#read = () => start.getTime();
    else this.#read = () => start().getTime();
  }

  now(): Date {
    return new Date(this.#read() + this.#offsetMs);
  }

  /** Runs `run` once the clock has been advanced past now + `delayMs`; real time alone never triggers it. */
  schedule(delayMs: number, run: () => void | Promise<void>): void {
    this.#scheduled.push({ dueAt: this.now().getTime() + delayMs, run });
  }

  /** Moves the clock on and runs what has become due, in order of time. */
  async advance(ms: number): Promise<void> {
    this.#offsetMs += ms;
    const now = this.now().getTime();
    const due = this.#scheduled.filter((job) => job.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    this.#scheduled = this.#scheduled.filter((job) => job.dueAt > now);
    for (const job of due) await job.run();
  }
}

/** GitHub's time format: whole seconds, UTC. */
export function isoTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
