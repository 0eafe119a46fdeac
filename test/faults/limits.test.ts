import { describe, expect, it } from "vitest";
import { calm, forget, work } from "./calm.ts";
import { openWorld, planPath } from "./world.ts";
import type { World } from "./world.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** Without the flag every so many-th write is tried. */
const step = isWhole ? 1 : 9;

const timeoutMs = 30 * 60_000;

const tasks = 50;

/** Fifty tasks and the tracking issue, then the commit with the links. */
const writes = tasks + 2;

const plan = [
  "# Orchard",
  "",
  ...Array.from({ length: tasks }, (_, index) => `- [ ] T${100 + index} Plant tree ${index + 1}`),
  "",
].join("\n");

const retryAfterS = 300;

/** Every write that GitHub took, by what it is. */
function takenIn({ simulator }: World): readonly string[] {
  return simulator.writes
    .filter(({ status, fault }) => status < 400 && fault === undefined)
    .map(({ mutation, route }) => mutation ?? route);
}

/** What was asked with the token that is limited: the App itself has limits of its own. */
function limitedRoutes({ simulator }: World, from: number): readonly string[] {
  const calls = simulator.log.slice(from).filter(({ kind }) => kind !== "token");
  return calls.map(({ route }) => route).filter((route) => !route.startsWith("GET /app"));
}

/** What is wrong at the end of the import, however it went. */
function amiss(world: World, taken: readonly string[]): readonly string[] {
  const { tool } = world;
  const titles = new Set(tool.issues().map(({ title }) => title));
  const links = tool.file(planPath).match(/\(\[#\d+\]\(/g)?.length ?? 0;
  const creates = taken.filter((name) => name === "createIssue").length;
  return [
    ...(titles.size === tasks + 1 ? [] : [`${titles.size} titles`]),
    ...(tool.issues().length === tasks + 1 ? [] : [`${tool.issues().length} issues`]),
    ...(links === tasks ? [] : [`${links} links`]),
    ...(creates === tasks + 1 ? [] : [`${creates} creations`]),
    ...world.violations,
  ];
}

/** An import whose n-th write meets the secondary limit. */
async function tell(nth: number): Promise<readonly string[]> {
  const world = await openWorld({ plan, planSettings: ["issues: tasks"] });
  const { simulator } = world;
  try {
    simulator.limits.contentPerMinute = Infinity;
    simulator.faults.inject({ when: { nthWrite: nth }, kind: "403-limit", retryAfterS });
    await work(world);
    const at = simulator.log.findIndex(({ fault }) => fault !== undefined);
    const tooSoon = limitedRoutes(world, at + 1).map((route) => `${route} before Retry-After`);
    const taken = [...takenIn(world)];
    forget(world);
    await work(world);
    const stillTooSoon = limitedRoutes(world, 0).map((route) => `${route} before Retry-After, swept`);

    await simulator.advance(retryAfterS * 1000);
    for (let round = 0; round < 4; round += 1) {
      forget(world);
      await work(world);
      taken.push(...takenIn(world));
      await simulator.advance(12 * 60_000);
    }
    const restless = await calm(world);
    return [
      ...(at === -1 ? ["the limit never came"] : []),
      ...tooSoon,
      ...stillTooSoon,
      ...restless,
      ...amiss(world, taken),
    ];
  } finally {
    await world.close();
  }
}

describe("an import that meets GitHub's limits", () => {
  it(
    "F10: the secondary limit at any write: it waits as long as it is told, and makes each issue once",
    async () => {
      const found: string[] = [];
      for (let nth = 1; nth <= writes; nth += step) {
        const wrong = await tell(nth);
        if (wrong.length > 0) found.push(`at write ${nth}:\n${wrong.join("\n")}`);
      }

      expect(found).toEqual([]);
    },
    timeoutMs,
  );

  it.each([15, 30, 45])(
    "F11: the hour's limit after %i requests: another process goes on when it is over",
    async (requests) => {
      const world = await openWorld({ plan, planSettings: ["issues: tasks"] });
      const { simulator } = world;
      try {
        simulator.limits.contentPerMinute = Infinity;
        simulator.limits.corePerHour = requests;
        await work(world);
        const made = world.tool.issues().length;
        await world.restart();
        forget(world);
        await work(world);
        // A process that has just begun asks once to hear how long.
        expect(limitedRoutes(world, 0)).toHaveLength(1);
        expect(world.tool.issues()).toHaveLength(made);

        simulator.limits.corePerHour = Infinity;
        await simulator.advance(61 * 60_000);
        const restless = await calm(world);
        forget(world);
        expect(made).toBeLessThan(tasks);
        expect(restless).toEqual([]);
        expect(world.violations).toEqual([]);
        expect(new Set(world.tool.issues().map(({ title }) => title)).size).toBe(tasks + 1);
        expect(world.tool.issues()).toHaveLength(tasks + 1);
      } finally {
        await world.close();
      }
    },
    timeoutMs,
  );
});
