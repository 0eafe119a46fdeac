import { randomOf } from "./random.ts";

/** What becomes of one write on its way. */
export type WriteFate =
  | "answered"
  /** GitHub could not just now, and did nothing. */
  | "refused"
  /** Never arrives, and is not answered. */
  | "unsent"
  /** Arrives when nobody waits for it any more. */
  | "late"
  /** Happens, and is not answered. */
  | "unanswered";

/** What befell the workers of a schedule. */
export interface Befallen {
  /** Times that more than a lease went by while somebody was at work. */
  readonly pauses: number;
  /** Workers that ended in the middle of their work. */
  readonly deaths: number;
  /** Writes whose answer was lost, by whether and when they happened. */
  readonly unanswered: number;
  readonly late: number;
  readonly unsent: number;
  readonly refused: number;
  /** Reconciles whose lease had gone to another. */
  readonly leasesLost: number;
}

export const nothingBefell: Befallen = {
  pauses: 0,
  deaths: 0,
  unanswered: 0,
  late: 0,
  unsent: 0,
  refused: 0,
  leasesLost: 0,
};

/** How often a kind of misfortune comes when nothing makes it come. */
const shares = { refused: 0.03, unsent: 0.015, late: 0.015, unanswered: 0.04 } as const;

/** A first sync has more writes than this: one of the first surely has its answer lost. */
const loseWithin = 3;

/** Work is under way within so many turns: by then somebody surely paused, and somebody died. */
const strikeWithin = 120;

/** Everything that a seed decides, and what came of it: the same seed decides the same. */
export class Fate {
  readonly #random: () => number;
  readonly #loseAt: number;
  readonly #pauseAt: number;
  readonly #killAt: number;
  #writes = 0;
  #befallen: Befallen = nothingBefell;

  constructor(seed: number) {
    this.#random = randomOf(seed);
    this.#loseAt = 1 + this.below(loseWithin);
    this.#pauseAt = this.below(strikeWithin);
    this.#killAt = this.below(strikeWithin);
  }

  get befallen(): Befallen {
    return this.#befallen;
  }

  /** True until somebody paused, somebody died at work, and an answer was lost of what was done. */
  get owes(): boolean {
    const { pauses, deaths, unanswered } = this.#befallen;
    return Math.min(pauses, deaths, unanswered) === 0;
  }

  /** From 0 to below 1. */
  random(): number {
    return this.#random();
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  count(what: keyof Befallen): void {
    this.#befallen = { ...this.#befallen, [what]: this.#befallen[what] + 1 };
  }

  /** What becomes of the next write. */
  ofWrite(): WriteFate {
    this.#writes += 1;
    const mustLose = this.#writes >= this.#loseAt && this.#befallen.unanswered === 0;
    const fate = mustLose ? "unanswered" : this.#drawn();
    if (fate !== "answered") this.count(fate);
    return fate;
  }

  /** Whether everybody pauses for longer than a lease at this turn. */
  pauses(turn: number): boolean {
    return this.chance(0.004) || (turn >= this.#pauseAt && this.#befallen.pauses === 0);
  }

  /** Whether a worker dies at this turn. */
  kills(turn: number): boolean {
    return this.chance(0.004) || (turn >= this.#killAt && this.#befallen.deaths === 0);
  }

  #drawn(): WriteFate {
    let drawn = this.#random();
    for (const [fate, share] of Object.entries(shares)) {
      if (drawn < share) return fate as keyof typeof shares;
      drawn -= share;
    }
    return "answered";
  }
}
