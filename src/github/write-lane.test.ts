import { describe, expect, it } from "vitest";
import { WriteLane } from "./write-lane.ts";

describe("WriteLane", () => {
  it("runs writes one after the other, whatever becomes of them", async () => {
    const lane = new WriteLane(0);
    const told: string[] = [];
    const write = (name: string, fails = false) =>
      lane.run(async () => {
        told.push(`${name} begins`);
        await Promise.resolve();
        told.push(`${name} ends`);
        if (fails) throw new Error(name);
      });

    const results = await Promise.allSettled([write("a"), write("b", true), write("c")]);

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(told).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("leaves the asked time between two writes", async () => {
    const lane = new WriteLane(40);
    const startedAt = Date.now();

    await Promise.all([lane.run(() => Promise.resolve()), lane.run(() => Promise.resolve())]);

    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(39);
  });
});
