import { describe, expect, it } from "vitest";
import { openStore } from "./open-store.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const inMinutes = (minutes: number) => new Date(start + minutes * 60_000);
const scope = "1:plan.md";

describe("refusals()", () => {
  it("stand until their time, each in its scope, and are said with the last reason", async () => {
    let time = inMinutes(0);
    const store = openStore(":memory:", { now: () => time });
    await store.refuse(scope, "a", { reason: "no permission", until: inMinutes(60) });
    await store.refuse(scope, "a", { reason: "archived", until: inMinutes(60) });
    await store.refuse(scope, "b", { reason: "no permission", until: inMinutes(90) });
    await store.refuse("2:plan.md", "a", { reason: "other", until: inMinutes(60) });

    const before = await store.refusals(scope);
    time = inMinutes(60);
    const after = await store.refusals(scope);

    expect([...before]).toEqual([
      ["a", "archived"],
      ["b", "no permission"],
    ]);
    expect([...after.keys()]).toEqual(["b"]);
  });

  it("are forgotten when an installation changes, and by no other event", async () => {
    const store = openStore(":memory:", { now: () => inMinutes(0) });
    await store.refuse(scope, "a", { reason: "no permission", until: inMinutes(60) });

    await store.receive({ id: "1", event: "push", repositories: [] });
    const pushed = await store.refusals(scope);
    await store.receive({ id: "2", event: "installation_repositories", repositories: [] });
    const changed = await store.refusals(scope);

    expect([pushed.size, changed.size]).toEqual([1, 0]);
  });
});
