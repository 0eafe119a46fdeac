import { describe, expect, it } from "vitest";
import type { HistoryRow } from "../engine/store.ts";
import type { RepositoryId } from "../model/repository.ts";
import { historyRowsMax } from "./history.ts";
import { openStore } from "./open-store.ts";

const now = () => new Date("2026-11-20T12:00:00Z");

const row = (note: string): HistoryRow => ({
  target: "repository:7",
  at: now(),
  result: "clean",
  reads: 3,
  writes: 0,
  note,
});

describe("history", () => {
  it("gives the newest first, whole", async () => {
    const store = openStore(":memory:", { now });
    await store.record(row("one"));
    await store.record(row("two"));
    await store.record(row("three"));

    expect(await store.recent(2)).toEqual([row("three"), row("two")]);
  });

  it("keeps a bounded number", async () => {
    const store = openStore(":memory:", { now });
    for (let index = 0; index < historyRowsMax + 10; index += 1) await store.record(row(`${index}`));

    const kept = await store.recent(historyRowsMax * 2);

    expect(kept).toHaveLength(historyRowsMax);
    expect(kept[0]).toEqual(row(`${historyRowsMax + 9}`));
  });

  it("remembers whose plans a repository holds issues of", async () => {
    const store = openStore(":memory:", { now });
    const [home, other, holder] = [1 as RepositoryId, 2 as RepositoryId, 3 as RepositoryId];
    await store.holds(holder, other);
    await store.holds(holder, home);
    await store.holds(holder, home);

    expect(await store.homesOf(holder)).toEqual([home, other]);
    expect(await store.homesOf(home)).toEqual([]);
    expect(await store.repositories()).toEqual([home, other, holder]);
  });
});
