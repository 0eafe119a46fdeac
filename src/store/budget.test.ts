import { describe, expect, it } from "vitest";
import { creationsPerHourMax } from "../engine/making.ts";
import { openStore } from "./open-store.ts";

const start = Date.parse("2026-11-20T12:00:00Z");

describe("spend()", () => {
  it("gives 450 in any hour to each owner and says when the next is free", async () => {
    let time = start;
    const store = openStore(":memory:", { now: () => new Date(time) });
    for (let index = 0; index < creationsPerHourMax; index += 1) {
      time = start + index * 1_000;
      expect(await store.spend("o")).toEqual({ kind: "spent" });
    }

    expect(await store.spend("o")).toEqual({ kind: "exhausted", nextAt: new Date(start + 3_600_000) });
    expect(await store.spend("other")).toEqual({ kind: "spent" });
    expect(await store.usage()).toEqual(
      new Map([
        ["o", 450],
        ["other", 1],
      ]),
    );
  });

  it("frees them one by one as they leave the hour, never more than 450 within any", async () => {
    let time = start;
    const store = openStore(":memory:", { now: () => new Date(time) });
    const spentAt: number[] = [];

    for (; time < start + 3 * 3_600_000; time += 4_000) {
      const answer = await store.spend("o");
      if (answer.kind === "spent") spentAt.push(time);
    }

    const mostInAnHour = Math.max(
      ...spentAt.map((from) => spentAt.filter((at) => at >= from && at < from + 3_600_000).length),
    );
    expect(mostInAnHour).toBe(creationsPerHourMax);
    expect(spentAt).toHaveLength(3 * creationsPerHourMax);
  });
});
