import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Lease, Store } from "../engine/store.ts";
import type { RepositoryId } from "../model/repository.ts";
import type { Target } from "../model/target.ts";
import { openStore } from "./open-store.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const minuteMs = 60_000;

let time = start;
const now = () => new Date(time);
const inMinutes = (minutes: number) => new Date(time + minutes * minuteMs);

const repository = (id: number): Target => ({ kind: "repository", repository: id as RepositoryId });

function open(path = ":memory:"): Store {
  time = start;
  return openStore(path, { now });
}

async function taken(store: Store, forMs = minuteMs): Promise<Lease> {
  const lease = await store.lease(forMs);
  if (lease === undefined) throw new Error("nothing is due");
  return lease;
}

describe("lease()", () => {
  it("hands out nothing where nothing is marked", async () => {
    expect(await open().lease(minuteMs)).toBeUndefined();
  });

  it("hands out the longest waiting first, each to one holder", async () => {
    const store = open();
    await store.mark([repository(1)]);
    time += 1;
    await store.mark([repository(2), repository(1)]);

    const first = await taken(store);
    const second = await taken(store);

    expect([first.target, second.target]).toEqual([repository(1), repository(2)]);
    expect(await store.lease(minuteMs)).toBeUndefined();
  });

  it("hands out nothing before its time", async () => {
    const store = open();
    await store.mark([repository(1)], inMinutes(5));

    const early = await store.lease(minuteMs);
    time += 5 * minuteMs;
    const due = await store.lease(minuteMs);

    expect(early).toBeUndefined();
    expect(due?.target).toEqual(repository(1));
  });

  it("hands a lapsed one out again, with a greater number, and counts it", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const first = await taken(store);

    time += minuteMs;
    const second = await taken(store);

    expect(second).toMatchObject({ target: repository(1), attempts: 1, lapsed: true });
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it("counts anew after progress, and not after that of one who lost it", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const first = await taken(store);
    time += minuteMs;
    const second = await taken(store);
    await store.progress(first);
    const before = await store.failures(second);

    await store.progress(second);
    const after = await store.failures(second);
    time += minuteMs;
    const third = await taken(store);

    expect([before, after]).toEqual([1, 0]);
    expect(third).toMatchObject({ attempts: 1, lapsed: true });
  });

  it("gives a target that was clean between a greater number than before", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const first = await taken(store);
    await store.finish(first);
    await store.mark([repository(1)]);

    const second = await taken(store);

    expect(second).toMatchObject({ attempts: 0, lapsed: false });
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it("is one step however many wait", async () => {
    const store = open();
    await store.mark(Array.from({ length: 30_000 }, (_, index) => repository(index + 1)));

    const began = process.cpuUsage();
    for (let index = 0; index < 1_000; index += 1) await store.lease(minuteMs);
    const { user } = process.cpuUsage(began);
    const small = open();
    await small.mark(Array.from({ length: 1_000 }, (_, index) => repository(index + 1)));
    const beganSmall = process.cpuUsage();
    for (let index = 0; index < 1_000; index += 1) await small.lease(minuteMs);

    // With a scan, thirty times as many would take some thirty times as long.
    expect(user / process.cpuUsage(beganSmall).user).toBeLessThan(8);
  });
});

describe("finish()", () => {
  it("hands a target marked while held out again", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    await store.mark([repository(1)]);
    const whileHeld = await store.lease(minuteMs);

    const finished = await store.finish(lease);

    expect(whileHeld).toBeUndefined();
    expect(finished).toBe(true);
    expect((await taken(store)).target).toEqual(repository(1));
  });

  it("keeps the time a target was marked for while held", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    await store.mark([repository(1)], inMinutes(7));
    await store.mark([repository(1)], inMinutes(5));

    await store.finish(lease);

    expect(await store.waiting()).toMatchObject([{ notBefore: inMinutes(5), held: false }]);
  });
});

describe("a lost lease", () => {
  const endings: readonly [string, (store: Store, lease: Lease) => Promise<boolean>][] = [
    ["finish", (store, lease) => store.finish(lease)],
    ["extend", (store, lease) => store.extend(lease, minuteMs)],
    ["park", (store, lease) => store.park(lease, inMinutes(1), "waits")],
    ["fail", (store, lease) => store.fail(lease, inMinutes(1), "broken")],
    ["defer", (store, lease) => store.defer(lease, inMinutes(1), "waits")],
    ["sending", (store, lease) => store.sending("1:plan.md", "plan", { lease, settledAfter: inMinutes(10) })],
  ];

  it.each(endings)("refuses %s() once its time is over", async (_name, end) => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    time += minuteMs;
    const before = await store.waiting();

    const ended = await end(store, lease);

    expect(ended).toBe(false);
    expect(await store.waiting()).toEqual(before);
    expect(await store.entries("1:plan.md")).toEqual([]);
  });

  it.each(endings)("refuses %s() once another holds the target", async (_name, end) => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    time += minuteMs;
    await taken(store, 10 * minuteMs);
    const before = await store.waiting();

    const ended = await end(store, lease);

    expect(ended).toBe(false);
    expect(await store.waiting()).toEqual(before);
  });
});

describe("extend()", () => {
  it("keeps the target held for longer", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    time += minuteMs - 1;

    const extended = await store.extend(lease, minuteMs);
    time += minuteMs - 1;

    expect(extended).toBe(true);
    expect(await store.lease(minuteMs)).toBeUndefined();
    expect(await store.finish(lease)).toBe(true);
  });
});

describe("park(), fail() and defer()", () => {
  it("park() keeps its time whatever is marked, and counts up", async () => {
    const store = open();
    await store.mark([repository(1)]);
    await store.park(await taken(store), inMinutes(5), "GitHub asks to wait");

    await store.mark([repository(1)]);

    expect(await store.waiting()).toEqual([
      {
        target: repository(1),
        notBefore: inMinutes(5),
        attempts: 1,
        reason: "GitHub asks to wait",
        held: false,
        failed: false,
      },
    ]);
    time += 5 * minuteMs;
    await store.park(await taken(store), inMinutes(5), "again");
    expect(await store.waiting()).toMatchObject([{ attempts: 2 }]);
  });

  it("fail() is shown as failed until it is taken again", async () => {
    const store = open();
    await store.mark([repository(1)]);

    await store.fail(await taken(store), inMinutes(60), "no permission");

    expect(await store.waiting()).toMatchObject([{ failed: true, reason: "no permission" }]);
    time += 60 * minuteMs;
    await taken(store);
    expect(await store.waiting()).toMatchObject([{ failed: false, held: true }]);
  });

  it("defer() comes at its time, or sooner where it is marked, and is no failure", async () => {
    const store = open();
    await store.mark([repository(1), repository(2)]);
    await store.defer(await taken(store), inMinutes(30), "the hour's creations are used up");
    await store.defer(await taken(store), inMinutes(30), "the hour's creations are used up");

    await store.mark([repository(2)]);

    expect((await taken(store)).target).toEqual(repository(2));
    expect(await store.lease(minuteMs)).toBeUndefined();
    expect(await store.waiting()).toMatchObject([{ attempts: 0, held: true }, { attempts: 0 }]);
  });

  it("defer() of a target marked while held comes at once", async () => {
    const store = open();
    await store.mark([repository(1)]);
    const lease = await taken(store);
    await store.mark([repository(1)]);

    await store.defer(lease, inMinutes(30), "waits");

    expect((await taken(store)).target).toEqual(repository(1));
  });
});

describe("two connections on one file", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it("never hold one target at once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plangate-store-"));
    folders.push(folder);
    const stores = [open(join(folder, "store.sqlite")), open(join(folder, "store.sqlite"))] as const;
    await stores[0].mark(Array.from({ length: 200 }, (_, index) => repository(index + 1)));
    const held: string[] = [];

    await Promise.all(
      stores.map(async (store) => {
        for (let lease = await store.lease(minuteMs); lease; lease = await store.lease(minuteMs)) {
          held.push(JSON.stringify(lease.target));
          await new Promise((resolve) => void setImmediate(resolve));
        }
      }),
    );

    expect(held).toHaveLength(200);
    expect(new Set(held).size).toBe(200);
    expect(await stores[1].repositories()).toHaveLength(200);
    for (const store of stores) await store.close();
  });
});
