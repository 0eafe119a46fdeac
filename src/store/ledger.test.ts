import { describe, expect, it } from "vitest";
import type { Store } from "../engine/store.ts";
import type { IssueNumber, IssueRef } from "../model/repository.ts";
import { openStore } from "./open-store.ts";

const now = () => new Date("2026-11-20T12:00:00Z");
const first = new Date("2026-11-20T12:10:00Z");
const second = new Date("2026-11-20T12:30:00Z");
const scope = "7:plan.md";

const issue = (number: number): IssueRef => ({ repository: "o/r", number: number as IssueNumber });

async function sending(store: Store, settledAfter = first): Promise<boolean> {
  return store.sending(scope, "task:a", { lease: undefined, settledAfter });
}

function open(): Store {
  return openStore(":memory:", { now });
}

describe("sending()", () => {
  it("lets one create of a subject of a scope begin", async () => {
    const store = open();

    const answers = [
      await sending(store),
      await sending(store),
      await store.sending("7:other.md", "task:a", { lease: undefined, settledAfter: first }),
      await store.sending(scope, "task:b", { lease: undefined, settledAfter: first }),
    ];

    expect(answers).toEqual([true, false, true, true]);
    expect(await store.entries(scope)).toEqual([
      { subject: "task:a", state: "sending", settledAfter: first },
      { subject: "task:b", state: "sending", settledAfter: first },
    ]);
  });

  it("lets none begin after a lost answer, nor after a success", async () => {
    const store = open();
    await sending(store);
    await store.uncertain(scope, "task:a");
    const afterLost = await sending(store);
    await store.done(scope, "task:a", issue(4));

    const afterDone = await sending(store);

    expect([afterLost, afterDone]).toEqual([false, false]);
    expect(await store.entries(scope)).toEqual([{ subject: "task:a", state: "done", issue: issue(4) }]);
  });

  it("lets one begin again once it is forgotten", async () => {
    const store = open();
    await sending(store);
    await store.forget(scope, "task:a");

    expect(await sending(store)).toBe(true);
  });
});

describe("uncertain(), done() and forget()", () => {
  it("uncertain() does not undo a success", async () => {
    const store = open();
    await store.done(scope, "task:a", issue(4));

    await store.uncertain(scope, "task:a");

    expect(await store.entries(scope)).toMatchObject([{ state: "done" }]);
  });

  it("done() keeps the lower of two numbers", async () => {
    const store = open();
    await store.done(scope, "task:a", issue(5));
    await store.done(scope, "task:a", issue(9));
    await store.done(scope, "task:a", issue(4));

    expect(await store.entries(scope)).toMatchObject([{ issue: issue(4) }]);
  });

  it("forget() of an older look leaves what another worker put in its place", async () => {
    const store = open();
    await sending(store, second);

    await store.forget(scope, "task:a", first);
    const kept = await store.entries(scope);
    await store.forget(scope, "task:a", second);

    expect(kept).toHaveLength(1);
    expect(await store.entries(scope)).toEqual([]);
  });
});
