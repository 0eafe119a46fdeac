import { reconcilerOf } from "../../src/engine/reconcile-target.ts";
import { workOnce } from "../../src/engine/work.ts";
import type { Store } from "../../src/engine/store.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openStore } from "../../src/store/open-store.ts";
import { homeFacts, Killed } from "../shared/fake-github.ts";
import type { MemoryGitHub } from "./memory-github.ts";

const minuteMs = 60_000;
const quarantineMs = 10 * minuteMs;
const leaseMs = 2 * minuteMs;
const roundMs = 12 * minuteMs;
/** An hour's wait after a refusal is five of them. */
const roundsMax = 12;

/** Plangate itself on a GitHub in memory: the whole engine, with a store of its own. */
export class Keeper {
  readonly #world: MemoryGitHub;
  #store: Store;

  constructor(world: MemoryGitHub) {
    this.#world = world;
    this.#store = openStore(":memory:", { now: world.now });
  }

  /** One look at the repository and everything that comes of it; a process that dies in it is followed by another. */
  async look(): Promise<void> {
    const { now, github } = this.#world;
    const reconcile = reconcilerOf({
      connect: async () => github,
      parser: { parse: async (bytes, settings) => parsePlan(bytes, settings), close: async () => undefined },
      store: this.#store,
      now,
      quarantineMs,
      webUrl: "https://github.com",
    });
    await this.#store.mark([{ kind: "repository", repository: homeFacts.id }]);
    const work = { store: this.#store, reconcile, now, random: () => 0, leaseMs, loud: true };
    for (let isDead = false; !isDead;) {
      try {
        if (!(await workOnce(work))) return;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        isDead = true;
      }
    }
  }

  /** Looks until a look writes nothing and nothing waits any more; how many it took, or undefined where it never ends. */
  async rest(): Promise<number | undefined> {
    for (let round = 1; round <= roundsMax; round += 1) {
      const before = this.#world.writes.length;
      await this.look();
      const waiting = await this.#store.waiting();
      if (this.#world.writes.length === before && waiting.length === 0) return round;
      this.#world.pass(roundMs);
    }
    return undefined;
  }

  /** Another process with an empty store. */
  async loseStore(): Promise<void> {
    await this.#store.close();
    this.#store = openStore(":memory:", { now: this.#world.now });
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
