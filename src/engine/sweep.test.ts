import { describe, expect, it } from "vitest";
import type { RepositoryId } from "../model/repository.ts";
import { openStore } from "../store/open-store.ts";
import { RetryableError } from "./errors.ts";
import type { LogEntry } from "./log.ts";
import { runSweep, sweepOnce, sweepRoundMs } from "./sweep.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const ids = (...numbers: readonly number[]) => numbers.map((number) => number as RepositoryId);

function world() {
  let time = start;
  const now = () => new Date(time);
  return {
    now,
    store: openStore(":memory:", { now }),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe("sweepOnce()", () => {
  it("marks installed repositories and those the store has heard of, one after the other", async () => {
    const { store, now } = world();
    await store.holds(ids(5)[0] as RepositoryId, ids(2)[0] as RepositoryId);

    const count = await sweepOnce({ store, now, installedRepositories: async () => ids(9, 5) }, false);

    expect(count).toBe(3);
    const waiting = await store.waiting();
    expect(waiting.map(({ target }) => target.repository)).toEqual([2, 5, 9]);
    expect(waiting.map(({ notBefore }) => notBefore.getTime() - start)).toEqual([
      0,
      sweepRoundMs / 3,
      (2 * sweepRoundMs) / 3,
    ]);
  });

  it("goes fast after a start", async () => {
    const { store, now } = world();

    await sweepOnce({ store, now, installedRepositories: async () => ids(1, 2, 3) }, true);

    expect((await store.waiting()).map(({ notBefore }) => notBefore.getTime() - start)).toEqual([
      0, 100, 200,
    ]);
  });

  it("marks what the store knows where GitHub cannot say, and tells", async () => {
    const { store, now } = world();
    const told: LogEntry[] = [];
    await store.holds(ids(5)[0] as RepositoryId, ids(5)[0] as RepositoryId);

    const count = await sweepOnce(
      {
        store,
        now,
        installedRepositories: () => Promise.reject(new RetryableError("502")),
        log: (entry) => told.push(entry),
      },
      true,
    );

    expect(count).toBe(1);
    expect(told).toEqual([
      { kind: "sweep-failed", reason: "Cannot list installed repositories: 502" },
      { kind: "swept", repositories: 1 },
    ]);
  });
});

describe("runSweep()", () => {
  it("hands every repository out at least every 15 minutes, over a restart too", async () => {
    const { store, now, pass } = world();
    const stepMs = 5_000;
    const handedOut = new Map<number, number[]>();
    const installed = ids(...Array.from({ length: 100 }, (_, index) => index + 1));

    const live = async (minutes: number) => {
      const stop = new AbortController();
      const until = now().getTime() + minutes * 60_000;
      const sleep = async (ms: number) => {
        for (let slept = 0; slept < ms && now().getTime() < until; slept += stepMs) {
          pass(stepMs);
          for (let lease = await store.lease(1_000); lease; lease = await store.lease(1_000)) {
            const times = handedOut.get(lease.target.repository) ?? [];
            handedOut.set(lease.target.repository, [...times, now().getTime()]);
            await store.finish(lease);
          }
        }
        if (now().getTime() >= until) stop.abort();
      };
      const { signal } = stop;
      await runSweep({ store, now, installedRepositories: async () => installed, sleep, signal });
    };
    await live(25);
    await live(60);

    const end = now().getTime();
    const longest = [...handedOut.values()].flatMap((times) =>
      [start, ...times, end].map((at, index, all) => at - (all[index - 1] ?? at)),
    );
    expect(handedOut.size).toBe(100);
    expect(Math.max(...longest)).toBeLessThanOrEqual(15 * 60_000);
  });

  it("tries again soon where the store does not take it", async () => {
    const { store, now } = world();
    const stop = new AbortController();
    const slept: number[] = [];
    let refused = 0;
    const mark: typeof store.mark = async (targets, notBefore) => {
      refused += 1;
      if (refused === 1) throw new RetryableError("busy");
      await store.mark(targets, notBefore);
    };

    await runSweep({
      store: { ...store, mark },
      now,
      installedRepositories: async () => ids(1),
      sleep: async (ms) => {
        slept.push(ms);
        if (slept.length === 2) stop.abort();
      },
      signal: stop.signal,
    });

    expect(slept).toEqual([30_000, sweepRoundMs]);
    expect(await store.waiting()).toHaveLength(1);
  });
});
