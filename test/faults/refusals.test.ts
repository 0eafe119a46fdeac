import { afterEach, describe, expect, it } from "vitest";
import { forget, work } from "./calm.ts";
import { openWorld, planPath } from "./world.ts";
import type { World } from "./world.ts";

const hourMs = 60 * 60_000;
const sweepMs = 30 * 60_000;

const permissions = { metadata: "read", checks: "write", contents: "write", pull_requests: "write" } as const;

const plan = `# Kite

## Phase 1: Frame

- [ ] T001 Cut the spars
- [ ] T002 Glue the joints
`;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** What was sent, by its words, with the times at which it was. */
function sentIn({ simulator }: World, sent: Map<string, number[]>): void {
  for (const { route, path, body, status } of simulator.writes) {
    if (status < 400 && route !== "POST /graphql") continue;
    const name = `${route} ${path} ${JSON.stringify(body)}`;
    sent.set(name, [...(sent.get(name) ?? []), simulator.now().getTime()]);
  }
}

/** Sweeps for two days, and gives the least time between two refusals of the same request. */
async function leastGapMs(of: World): Promise<number> {
  const sent = new Map<string, number[]>();
  for (let passedMs = 0; passedMs < 48 * hourMs; passedMs += sweepMs) {
    forget(of);
    await work(of);
    sentIn(of, sent);
    await of.simulator.advance(sweepMs - 1_000);
  }
  const gaps = [...sent.values()].flatMap((times) =>
    times.slice(1).map((time, index) => time - (times[index] ?? 0)),
  );
  return Math.min(...gaps);
}

describe("F25: a permission that is missing", () => {
  it.each([
    ["contents", { ...permissions, issues: "write", contents: "read" }],
    ["checks", { ...permissions, issues: "write", checks: "read" }],
    ["contents and issues", { ...permissions, issues: "read", contents: "read" }],
  ] as const)("%s: is asked for once an hour, over two days", { timeout: 240_000 }, async (_name, given) => {
    world = await openWorld({ plan, planSettings: ["issues: tasks", "labels: [plan]"] });
    world.installation.permit(given);
    // Something that a check has to say.
    world.ada.push({ [planPath]: `${plan}\n- [ ] T002 Glue the joints again\n` });
    const gapMs = await leastGapMs(world);

    expect(gapMs).toBeGreaterThanOrEqual(hourMs);
    expect(gapMs).toBeLessThan(2 * hourMs);
    expect(world.violations).toEqual([]);
  });

  it("costs one call an hour, is told, and is used at once when it comes", { timeout: 120_000 }, async () => {
    world = await openWorld({ plan, planSettings: ["issues: tasks", "labels: [plan]"] });
    const { simulator, tool, installation, app, log } = world;
    installation.permit({ ...permissions, issues: "read" });
    const sent = new Map<string, number[]>();

    for (let passedMs = 0; passedMs < 48 * hourMs; passedMs += sweepMs) {
      forget(world);
      await work(world);
      sentIn(world, sent);
      await simulator.advance(sweepMs - 1_000);
    }

    expect(sent.size).toBeGreaterThan(0);
    for (const times of sent.values()) {
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(hourMs);
      expect(times.length).toBeGreaterThan(40);
    }
    const told = log.filter((entry) => entry.kind === "reconciled" && entry.target.startsWith("plan:"));
    expect(told.at(-1)).toMatchObject({ reason: expect.stringContaining("not accessible") as string });
    expect(tool.issues()).toEqual([]);

    installation.permit({ ...permissions, issues: "write" });
    await app().store.receive({ id: "1", event: "installation", repositories: [] });
    await work(world);

    expect(tool.issues().map(({ title }) => title)).toEqual([
      "Kite",
      "T001 Cut the spars",
      "T002 Glue the joints",
    ]);
    expect(tool.file(planPath)).toContain("T001 Cut the spars ([#2]");
  });
});
