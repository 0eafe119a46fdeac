import { describe, expect, it } from "vitest";
import { WriteLane } from "./write-lane.ts";

describe("WriteLane", () => {
  it("runs writes one after the other, whatever becomes of them", async () => {
    const lane = new WriteLane(0, 5_000);
    const told: string[] = [];
    const write = (name: string, fails = false) =>
      lane.run("write it", async () => {
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
    const lane = new WriteLane(40, 5_000);
    const startedAt = performance.now();

    await Promise.all([
      lane.run("write it", () => Promise.resolve()),
      lane.run("write it", () => Promise.resolve()),
    ]);

    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(40);
  });

  it("does not begin what waited for half of its time, and ends what began", async () => {
    const lane = new WriteLane(0, 60);
    const ended = (signal: AbortSignal) =>
      new Promise<string>((resolve) => signal.addEventListener("abort", () => resolve("ended")));

    const first = lane.run("write it", ended);
    const second = lane.run("write it", () => Promise.resolve("begun"));

    await expect(first).resolves.toBe("ended");
    await expect(second).rejects.toMatchObject({
      name: "RetryableError",
      message: "Cannot write it now: too many writes were before it",
    });
  });
});
