import { describe, expect, it } from "vitest";
import type { RepositoryId } from "../model/repository.ts";
import { openStore } from "./open-store.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const inMinutes = (minutes: number) => new Date(start + minutes * 60_000);

describe("claim()", () => {
  it("is one's own until it runs out or is given back", async () => {
    let time = start;
    const store = openStore(":memory:", { now: () => new Date(time) });
    const claim = (name: string, minutes: number) =>
      store.claim("1:plan.md", name, { lease: undefined, until: inMinutes(minutes) });

    const first = await claim("answer 1", 10);
    const second = await claim("answer 1", 20);
    const other = await claim("answer 2", 10);
    await store.unclaim("1:plan.md", "answer 2", inMinutes(10));
    const back = await claim("answer 2", 30);
    await store.unclaim("1:plan.md", "answer 2", inMinutes(10));
    const kept = await claim("answer 2", 40);
    time = inMinutes(10).getTime();
    const late = await claim("answer 1", 20);

    expect([first, second, other, back, kept, late]).toEqual([
      { kind: "claimed" },
      { kind: "taken", until: inMinutes(10) },
      { kind: "claimed" },
      { kind: "claimed" },
      { kind: "taken", until: inMinutes(30) },
      { kind: "claimed" },
    ]);
  });

  it("is nobody's under a lost lease", async () => {
    let time = start;
    const store = openStore(":memory:", { now: () => new Date(time) });
    await store.mark([{ kind: "repository", repository: 7 as RepositoryId }]);
    const lease = await store.lease(1_000);
    time += 1_000;

    expect(await store.claim("1:plan.md", "answer 1", { lease, until: inMinutes(10) })).toEqual({
      kind: "lease-lost",
    });
  });
});
