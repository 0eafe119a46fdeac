import { describe, expect, it } from "vitest";
import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { Delivery, Store } from "../engine/store.ts";
import type { RepositoryId } from "../model/repository.ts";
import { openStore } from "./open-store.ts";

const now = () => new Date("2026-11-20T12:00:00Z");
const later = new Date("2026-11-20T13:00:00Z");

function open(): Store {
  return openStore(":memory:", { now });
}

function delivery(id: string, ...repositories: readonly number[]): Delivery {
  return { id, event: "issues", repositories: repositories.map((repository) => repository as RepositoryId) };
}

async function targets(store: Store): Promise<readonly unknown[]> {
  return (await store.waiting()).map((waiting) => waiting.target);
}

describe("receive()", () => {
  it("marks every repository of a delivery", async () => {
    const store = open();

    const fresh = await store.receive(delivery("d1", 7, 8));

    expect(fresh).toBe(true);
    expect(await targets(store)).toEqual([
      { kind: "repository", repository: 7 },
      { kind: "repository", repository: 8 },
    ]);
    expect(await store.repositories()).toEqual([7, 8]);
  });

  it("marks nothing for a delivery that comes again while its work waits", async () => {
    const store = open();

    const fresh = await Promise.all([
      store.receive(delivery("d1", 7)),
      store.receive(delivery("d1", 7)),
      store.receive(delivery("d2", 7)),
    ]);

    expect(fresh).toEqual([true, false, true]);
    expect(await targets(store)).toHaveLength(1);
  });

  it("marks nothing for a delivery that comes again when its work is done", async () => {
    const store = open();
    await store.receive(delivery("d1", 7));
    const lease = await store.lease(1_000);
    if (lease !== undefined) await store.finish(lease);

    const fresh = await store.receive(delivery("d1", 7));

    expect(fresh).toBe(false);
    expect(await targets(store)).toEqual([]);
  });

  it("processes a delivery that comes again because its work failed", async () => {
    const store = open();
    await store.receive(delivery("d1", 7));
    const lease = await store.lease(1_000);
    if (lease !== undefined) await store.fail(lease, later, "no permission");

    const other = await store.receive(delivery("d2", 7));
    const asleep = await store.lease(1_000);
    const again = await store.receive(delivery("d1", 7));

    expect([other, asleep, again]).toEqual([true, undefined, true]);
    expect((await store.lease(1_000))?.target).toEqual({ kind: "repository", repository: 7 });
  });

  it("wakes failed targets of a repository when its installation changes", async () => {
    const store = open();
    await store.mark([{ kind: "plan", repository: 7 as RepositoryId, path: "plan.md" }]);
    const lease = await store.lease(1_000);
    if (lease !== undefined) await store.fail(lease, later, "no permission");

    await store.receive({ ...delivery("d1", 7), event: "installation" });

    expect(await store.waiting()).toMatchObject([{ failed: false }, { failed: false }]);
  });

  it("does not wake what is parked: GitHub asked to wait", async () => {
    const store = open();
    await store.receive(delivery("d1", 7));
    const lease = await store.lease(1_000);
    if (lease !== undefined) await store.park(lease, later, "rate limit");

    const again = await store.receive(delivery("d1", 7));

    expect(again).toBe(false);
    expect(await store.lease(1_000)).toBeUndefined();
  });

  it("refuses what is beyond one turn's limit, and stores the rest", async () => {
    const store = open();

    const settled = await Promise.allSettled(
      Array.from({ length: 5_001 }, (_, index) => store.receive(delivery(`d${index}`, 7))),
    );

    const refused = settled.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(RetryableError);
  });

  it("stores what was given before close(), and refuses what comes after", async () => {
    const store = open();

    const given = store.receive(delivery("d1", 7));
    await store.close();

    expect(await given).toBe(true);
    await expect(store.receive(delivery("d2", 7))).rejects.toBeInstanceOf(TerminalError);
  });
});
