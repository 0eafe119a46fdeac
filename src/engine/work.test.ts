import { describe, expect, it } from "vitest";
import type { RepositoryId } from "../model/repository.ts";
import type { Target } from "../model/target.ts";
import { openStore } from "../store/open-store.ts";
import { drain } from "./drain.ts";
import { RetryableError, TerminalError } from "./errors.ts";
import type { LogEntry } from "./log.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Store } from "./store.ts";
import { workOnce } from "./work.ts";
import type { Reconcile, WorkInput } from "./work.ts";
import { drainMsMax, runWorker } from "./worker.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const minuteMs = 60_000;
const clean: ReconcileResult = { kind: "clean", mark: [], note: "nothing to do" };

const repository = (id: number): Target => ({ kind: "repository", repository: id as RepositoryId });
const plan = (id: number): Target => ({ kind: "plan", repository: id as RepositoryId, path: "plan.md" });

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

/** A store and a worker on a clock of their own. */
function world(reconcile: Reconcile) {
  let time = start;
  const now = () => new Date(time);
  const store = openStore(":memory:", { now });
  const work: WorkInput = { store, reconcile, now, random: () => 1, leaseMs: minuteMs };
  return {
    store,
    work,
    now,
    pass: (ms: number) => {
      time += ms;
    },
    /** Works on whatever is due, minute by minute. */
    run: async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        while (await workOnce(work));
        time += minuteMs;
      }
    },
  };
}

async function states(store: Store) {
  return (await store.waiting()).map(({ target, failed, reason }) => ({ target, failed, reason }));
}

describe("workOnce()", () => {
  it("marks what a reconcile found, and remembers that it was clean", async () => {
    const { store, work, now } = world(async (target) =>
      target.kind === "repository" ? { ...clean, mark: [plan(7)], note: "1 plan" } : clean,
    );
    await store.mark([repository(7)]);

    const took = [await workOnce(work), await workOnce(work), await workOnce(work)];

    expect(took).toEqual([true, true, false]);
    expect(await store.recent(10)).toEqual([
      { target: "plan:7:plan.md", at: now(), result: "clean", reads: 0, writes: 0, note: "nothing to do" },
      { target: "repository:7", at: now(), result: "clean", reads: 0, writes: 0, note: "1 plan" },
    ]);
  });

  it("brings a parked target back at its time", async () => {
    const until = new Date(start + 30 * minuteMs);
    let rounds = 0;
    const { store, work, pass } = world(async () => {
      rounds += 1;
      return rounds === 1 ? { kind: "parked", until, mark: [], note: "the hour is used up" } : clean;
    });
    await store.mark([plan(7)]);

    await workOnce(work);
    const early = await workOnce(work);
    pass(30 * minuteMs);
    const due = await workOnce(work);

    expect([early, due]).toEqual([false, true]);
    expect(await store.waiting()).toEqual([]);
  });

  it("waits as long as the world says", async () => {
    const nextAt = new Date(start + 42 * minuteMs);
    const { store, work } = world(() => Promise.reject(new RetryableError("rate limit", { nextAt })));
    await store.mark([plan(7)]);

    await workOnce(work);

    expect(await store.waiting()).toMatchObject([{ notBefore: nextAt, failed: false, reason: "rate limit" }]);
    expect(await store.recent(1)).toMatchObject([{ result: "parked", note: "rate limit" }]);
  });

  it("asks about a refusal once an hour, however often it is marked", async () => {
    let calls = 0;
    const { store, run } = world(() => {
      calls += 1;
      return Promise.reject(new TerminalError("Resource not accessible by integration"));
    });

    for (let hour = 0; hour < 48; hour += 1) {
      await store.mark([plan(7)]);
      await run(60);
    }

    expect(calls).toBe(48);
    expect(await states(store)).toEqual([
      { target: plan(7), failed: true, reason: "Resource not accessible by integration" },
    ]);
  });

  it("sets a target aside that always breaks; 999 others finish", async () => {
    let broken = 0;
    const { store, run } = world(async (target) => {
      if (target.repository !== 500) return clean;
      broken += 1;
      throw new Error("undefined is not a function");
    });
    await store.mark(Array.from({ length: 1_000 }, (_, index) => plan(index + 1)));

    await run(60);

    expect(broken).toBe(8);
    expect(await states(store)).toEqual([
      {
        target: plan(500),
        failed: true,
        reason: "set aside after 8 attempts: undefined is not a function",
      },
    ]);
  });

  it("sets a target aside that its workers die of", async () => {
    let taken = 0;
    const { store, work, pass } = world(async () => {
      taken += 1;
      return clean;
    });
    await store.mark([plan(7)]);
    for (let death = 0; death < 8; death += 1) {
      await store.lease(minuteMs);
      pass(minuteMs);
    }

    await workOnce(work);

    expect(taken).toBe(0);
    expect(await states(store)).toEqual([
      {
        target: plan(7),
        failed: true,
        reason: "set aside after 8 attempts: every worker that took it was killed or stuck",
      },
    ]);
  });

  it("sets nothing aside that makes progress, however often its workers die of it", async () => {
    const { store, work, pass } = world(async () => clean);
    await store.mark([plan(7)]);
    for (let death = 0; death < 20; death += 1) {
      const lease = await store.lease(minuteMs);
      if (death % 7 === 6 && lease !== undefined) await store.progress(lease);
      pass(minuteMs);
    }

    await workOnce(work);

    expect(await states(store)).toEqual([]);
    expect(await store.recent(1)).toMatchObject([{ result: "clean" }]);
  });

  it("sets nothing aside that breaks only after it made progress", async () => {
    const { store, run } = world(async (_target, lease) => {
      await store.progress(lease);
      throw new Error("undefined is not a function");
    });
    await store.mark([plan(7)]);

    await run(60);

    expect(await states(store)).toMatchObject([{ failed: false, reason: "undefined is not a function" }]);
    expect(await store.recent(100)).toHaveLength(60);
  });

  it("says nothing of a target whose lease was lost meanwhile", async () => {
    const told: LogEntry[] = [];
    const { store, work, pass } = world(async () => {
      pass(2 * minuteMs);
      await store.lease(minuteMs);
      return clean;
    });
    await store.mark([plan(7)]);

    await workOnce({ ...work, log: (entry) => told.push(entry) });

    expect(told).toEqual([{ kind: "lease-lost", target: "plan:7:plan.md" }]);
    expect(await store.recent(1)).toEqual([]);
    expect(await store.waiting()).toMatchObject([{ held: true }]);
  });

  it("keeps secrets out of the history", async () => {
    const { store, work } = world(() => Promise.reject(new TerminalError(`bad ghs_${"a".repeat(36)}`)));
    await store.mark([plan(7)]);

    await workOnce(work);

    expect(await store.recent(1)).toMatchObject([{ note: "bad [secret]" }]);
    expect(await store.waiting()).toMatchObject([{ reason: "bad [secret]" }]);
  });
});

describe("drain()", () => {
  it("reconciles until nothing is due and leaves what waits for a time", async () => {
    const { store, now } = world(async () => clean);
    await store.mark([repository(7)]);
    await store.mark([plan(8)], new Date(start + minuteMs));
    const reconcile: Reconcile = async (target) =>
      target.kind === "repository" ? { ...clean, mark: [plan(7)] } : clean;

    const count = await drain(store, reconcile, { now });

    expect(count).toBe(2);
    expect(await states(store)).toEqual([{ target: plan(8), failed: false, reason: undefined }]);
  });

  it("rejects with an error of our own, and shows the world's", async () => {
    const { store, now } = world(async () => clean);
    await store.mark([repository(7)]);

    const bug = drain(store, () => Promise.reject(new Error("bug")), { now });
    await expect(bug).rejects.toThrow("bug");
    await store.mark([repository(8)]);
    await drain(store, () => Promise.reject(new TerminalError("not installed")), { now });

    expect(await states(store)).toContainEqual({
      target: repository(8),
      failed: true,
      reason: "not installed",
    });
  });
});

describe("runWorker()", () => {
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

  /** A worker whose sleeps are turns of the event loop, each moving the clock. */
  function running(reconcile: Reconcile) {
    const inner = world(reconcile);
    const stop = new AbortController();
    let longest = 0;
    const sleep = async (ms: number, signal?: AbortSignal) => {
      longest = Math.max(longest, ms);
      for (let step = 0; step < 10 && !isAborted(signal); step += 1) {
        await turn();
        inner.pass(ms / 10);
      }
    };
    const worker = runWorker({ ...inner.work, sleep, signal: stop.signal, lanes: 3, leaseMs: minuteMs });
    return { ...inner, stop, worker, longestSleep: () => longest };
  }

  it("never has a target in two lanes, and misses no mark made meanwhile", async () => {
    const under = new Set<string>();
    const seen = new Map<string, number>();
    let current = 0;
    const overlaps: string[] = [];
    const { store, stop, worker } = running(async (target) => {
      const key = JSON.stringify(target);
      if (under.has(key)) overlaps.push(key);
      under.add(key);
      const version = current;
      for (let step = 0; step < 3; step += 1) await turn();
      under.delete(key);
      seen.set(key, version);
      return clean;
    });

    for (current = 1; current <= 200; current += 1) {
      await store.mark([plan(current % 5)]);
      await turn();
    }
    for (let wait = 0; wait < 5_000 && (await store.waiting()).length > 0; wait += 1) await turn();
    stop.abort();
    await worker;

    expect(overlaps).toEqual([]);
    expect(await store.waiting()).toEqual([]);
    // The last marks of the five targets were made at 196 to 200: each was reconciled after its own.
    for (let last = 196; last <= 200; last += 1) {
      expect(seen.get(JSON.stringify(plan(last % 5)))).toBeGreaterThanOrEqual(last);
    }
  });

  it("keeps a lease for as long as a reconcile takes", async () => {
    const fences = new Set<number>();
    const { store, stop, worker, now } = running(async (_target, lease) => {
      fences.add(lease.fence);
      while (now().getTime() < start + 20 * minuteMs) await turn();
      expect(lease.until > now()).toBe(true);
      return clean;
    });
    await store.mark([plan(7)]);

    while ((await store.waiting()).length > 0) await turn();
    stop.abort();
    await worker;

    expect(fences.size).toBe(1);
  });

  it("ends what is under way, tells it to end, and takes nothing more", async () => {
    const ended: boolean[] = [];
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { store, stop, worker } = running(async (_target, _lease, signal) => {
      begun();
      while (!isAborted(signal)) await turn();
      ended.push(isAborted(signal));
      return clean;
    });
    await store.mark([plan(7)]);
    await beginning;

    stop.abort();
    await store.mark([plan(8)]);
    await worker;

    expect(ended).toEqual([true]);
    expect(await states(store)).toMatchObject([{ target: plan(8) }]);
  });

  it("does not wait longer than 25 s for what does not end", async () => {
    const { store, stop, worker, longestSleep } = running(() => new Promise(() => undefined));
    await store.mark([plan(7)]);
    while ((await store.waiting())[0]?.held === false) await turn();

    stop.abort();
    await worker;

    expect(longestSleep()).toBe(drainMsMax);
    expect(await store.waiting()).toMatchObject([{ held: true }]);
  });

  it("waits for a store that is out of reach, and rejects where it is broken", async () => {
    const { store, work } = world(async () => clean);
    const stop = new AbortController();
    let asked = 0;
    const lease = () => {
      asked += 1;
      return Promise.reject(
        asked < 5 ? new RetryableError("disk is full") : new TerminalError("file is not a database"),
      );
    };
    const told: LogEntry[] = [];

    const worker = runWorker({
      ...work,
      store: { ...store, lease },
      sleep: () => turn(),
      signal: stop.signal,
      lanes: 1,
      log: (entry) => told.push(entry),
    });

    await expect(worker).rejects.toThrow("file is not a database");
    expect(told).toEqual(
      Array.from({ length: 4 }, () => ({ kind: "store-unavailable", reason: "disk is full" })),
    );
  });
});
