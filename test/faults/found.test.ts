import { describe, expect, it } from "vitest";
import type { Fault } from "./fault.ts";
import { calm, work } from "./calm.ts";
import { courseOf, runCase } from "./run-case.ts";
import { firstSync, releases } from "./scenarios.ts";
import type { Scenario } from "./scenarios.ts";
import { openWorld } from "./world.ts";

/** The n-th call of a name, from 1. */
interface At {
  readonly name: string;
  readonly nth: number;
}

async function wrongWith(scenario: Scenario | undefined, fault: Fault, at: At): Promise<readonly string[]> {
  if (scenario === undefined) throw new Error("there is no such scenario");
  const course = await courseOf(scenario);
  const call = course.calls.filter(({ name }) => name === at.name)[at.nth - 1];
  if (call === undefined) throw new Error(`${scenario.name} has no call ${at.name}`);
  return runCase({ scenario, course, blows: [{ fault, call }] });
}

const named = (name: string): Scenario | undefined => releases.find((scenario) => scenario.name === name);

/** Cases of the matrix that were found wrong, each by what was wrong with it. */
describe("what faults have shown", { timeout: 120_000 }, () => {
  it("tasks hang under their phase in the end, though its issue was made after theirs", async () => {
    expect(await wrongWith(firstSync[0], "500-not-applied", { name: "createIssue", nth: 2 })).toEqual([]);
  });

  it("the check of a tag past the gates is said, though its first answer was lost", async () => {
    const at = { name: "POST /repos/{owner}/{repo}/check-runs", nth: 1 };

    expect(await wrongWith(named("tag past the gates"), "reset-before", at)).toEqual([]);
  });

  it("a request for a release is answered once, though the answer's answer was lost", async () => {
    const at = { name: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments", nth: 1 };

    expect(await wrongWith(named("release"), "502-applied", at)).toEqual([]);
  });

  it("a comment that was answered gets its reaction, though the first one did not arrive", async () => {
    const at = { name: "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", nth: 1 };

    expect(await wrongWith(named("approve a gate"), "reset-before", at)).toEqual([]);
    expect(await wrongWith(named("release"), "reset-before", at)).toEqual([]);
    expect(await wrongWith(named("refuse a release"), "500-not-applied", at)).toEqual([]);
  });

  it("a plan whose workers die one after the other is not set aside, as each makes an issue", async () => {
    const tasks = Array.from({ length: 24 }, (_, index) => `- [ ] T${index + 10} Lay stone ${index + 1}\n`);
    const world = await openWorld({ plan: `# Wall\n\n${tasks.join("")}`, planSettings: ["issues: tasks"] });
    const { simulator, tool, app, close, hooks } = world;
    hooks.store = (method) => {
      if (method === "done") app().kill();
    };

    for (let life = 1; life <= 10; life += 1) {
      expect(await work(world)).toBe(false);
      // Its lease has run out.
      await simulator.advance(3 * 60_000);
    }
    hooks.store = () => undefined;
    const failed = (await app().store.waiting()).filter((one) => one.failed);
    const restless = await calm(world);
    const titles = tool.issues().map(({ title }) => title);
    await close();

    expect([failed, restless]).toEqual([[], []]);
    expect([titles.length, new Set(titles).size]).toEqual([25, 25]);
  });
});
