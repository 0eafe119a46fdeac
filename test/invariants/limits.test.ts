import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RetryableError } from "../../src/engine/errors.ts";
import { Caches } from "../../src/github/caches.ts";
import { RequestSender } from "../../src/github/request-sender.ts";
import { fixedToken } from "../../src/github/token-source.ts";
import { WriteLane } from "../../src/github/write-lane.ts";
import { openStore } from "../../src/store/open-store.ts";
import { Octokit } from "@octokit/rest";
import { thousandRuns } from "./thousand-runs.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-11-20T12:00:00Z");

describe("limits", () => {
  it("in no hour are there more than 450 creations of one owner, in whatever bursts they come", async () => {
    const burst = fc.record({
      afterMs: fc.integer({ min: 0, max: hourMs }),
      count: fc.integer({ min: 1, max: 500 }),
      owner: fc.constantFrom("acme", "acme", "guild"),
    });
    let time = start;
    const property = fc.asyncProperty(fc.array(burst, { maxLength: 4 }), async (bursts) => {
      time += 2 * hourMs;
      const store = openStore(":memory:", { now: () => new Date(time) });
      const spent: { readonly at: number; readonly owner: string }[] = [];
      for (const { afterMs, count, owner } of bursts) {
        time += afterMs;
        for (let one = 0; one < count; one += 1) {
          const budget = await store.spend(owner);
          if (budget.kind === "spent") spent.push({ at: time, owner });
          else if (budget.nextAt.getTime() <= time) throw new Error("It is to be asked again at once");
          else break;
        }
      }
      await store.close();

      const hours = spent.map(
        ({ at, owner }) =>
          spent.filter((one) => one.owner === owner && one.at > at - hourMs && one.at <= at).length,
      );
      expect(Math.max(0, ...hours)).toBeLessThanOrEqual(450);
    });

    await fc.assert(property, thousandRuns);
  }, 120_000);

  it("one write of an identity is under way at a time, whatever becomes of those before it", async () => {
    const write = fc.record({ turns: fc.nat({ max: 3 }), fails: fc.boolean() });
    const property = fc.asyncProperty(fc.array(write, { maxLength: 8 }), async (writes) => {
      const lane = new WriteLane(0, 30_000);
      let underWay = 0;
      let most = 0;
      const ends = writes.map(({ turns, fails }) =>
        lane.run("write", async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          underWay -= 1;
          if (fails) throw new RetryableError("not now");
        }),
      );
      const settled = await Promise.allSettled(ends);

      expect(most).toBe(Math.min(1, writes.length));
      expect(settled.map(({ status }) => status === "rejected")).toEqual(writes.map(({ fails }) => fails));
    });

    await fc.assert(property, thousandRuns);
  }, 60_000);

  it("nothing is sent before the time that GitHub named", async () => {
    const step = fc.record({
      afterS: fc.nat({ max: 90 }),
      answer: fc.constantFrom("ok", "ok", "secondary", "primary" as const),
      waitS: fc.integer({ min: 1, max: 120 }),
    });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      expect(await sentTooSoon(steps)).toEqual([]);
    });

    await fc.assert(property, thousandRuns);
  }, 60_000);
});

interface Step {
  readonly afterS: number;
  readonly answer: "ok" | "secondary" | "primary";
  readonly waitS: number;
}

/** Requests that went out while GitHub limited us. */
async function sentTooSoon(steps: readonly Step[]): Promise<readonly string[]> {
  let time = start;
  let freeAt = 0;
  let step: Step | undefined;
  const tooSoon: string[] = [];
  const answer = async (): Promise<Response> => {
    if (time < freeAt) tooSoon.push(`${(freeAt - time) / 1_000} s too soon`);
    if (step === undefined || step.answer === "ok") return Response.json([]);
    freeAt = time + step.waitS * 1_000;
    const headers =
      step.answer === "secondary"
        ? { "retry-after": String(step.waitS) }
        : { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.ceil(freeAt / 1_000)) };
    const message =
      step.answer === "secondary" ? "You have exceeded a secondary rate limit" : "API rate limit exceeded";
    return Response.json({ message }, { status: 403, headers });
  };
  const octokit = new Octokit({
    baseUrl: "https://api.example",
    request: { fetch: answer, retries: 0 },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const sender = new RequestSender({
    octokit,
    token: fixedToken("t"),
    clock: () => new Date(time),
    cache: new Caches().within("test").answers,
  });
  for (step of steps) {
    time += step.afterS * 1_000;
    const call = {
      doing: "read the labels",
      route: "GET /repos/{owner}/{repo}/labels",
      parameters: { owner: "o", repo: "r" },
    };
    await sender.send(call).catch((error: unknown) => {
      if (!(error instanceof RetryableError)) throw error;
    });
  }
  return tooSoon;
}

const silent = (): void => undefined;
