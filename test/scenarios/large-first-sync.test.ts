import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const tasks = 1000;

const plan = [
  "# Cathedral",
  "",
  ...Array.from({ length: 10 }, (_, phase) => [
    `## Phase ${phase + 1}: Bay ${phase + 1}`,
    "",
    ...Array.from({ length: tasks / 10 }, (_item, index) => {
      const id = `T${String(phase * 100 + index + 1).padStart(4, "0")}`;
      return `- [ ] ${id} Set stone ${phase + 1}.${index + 1}`;
    }),
    "",
  ]).flat(),
].join("\n");

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const trackingWrites = (of: House): number =>
  of.simulator.writes.filter(
    ({ path, method }) => method === "PATCH" && path.endsWith("/repos/acme/tool/issues/1"),
  ).length;

const progress = (of: House): string => /\d+ of \d+ issues[^\n:]*/.exec(of.tool.issue(1).body)?.[0] ?? "";

describe("a first sync of 1,000 tasks", () => {
  it("goes on hour by hour over restarts, says how far it is, and holds up nobody else", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
    const { simulator, tool, path } = house;
    simulator.limits.contentPerMinute = Infinity;
    simulator.limits.pointsPerMinute = Infinity;
    simulator.limits.corePerHour = Infinity;
    simulator.organization("guild", { owners: ["ada"] });
    const porch = simulator.repository("guild/porch", {
      files: {
        "plan.md": "# Porch\n\n- [ ] T001 Sweep it\n- [ ] T002 Paint it\n",
        ".github/plangate.yml": "version: 1\nplans:\n  - path: plan.md\n",
      },
    });
    house.appHandle.install("guild");

    const counts: number[] = [];
    const said: string[] = [];
    const others: number[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      await house.app().sweep();
      await simulator.advance(1_000);
      await house.app().drain();
      counts.push(tool.issues().length);
      said.push(progress(house));
      others.push(porch.issues().length);
      // A restart and a look in between change nothing, but for the hour that is named.
      const before = trackingWrites(house);
      await house.restart();
      await house.app().sweep();
      await simulator.advance(20 * 60_000);
      await house.app().drain();
      expect(trackingWrites(house) - before).toBeLessThanOrEqual(1);
      expect(tool.issues().length).toBe(counts.at(-1));
      await simulator.advance(41 * 60_000);
    }

    expect(counts).toEqual([450, 900, 1011, 1011]);
    expect(said).toEqual([
      "450 of 1011 issues are there or on their way; 561 follow, at most 450 in an hour",
      "900 of 1011 issues are there or on their way; 111 follow, at most 450 in an hour",
      "",
      "",
    ]);
    expect(others).toEqual([1, 1, 1, 1]);
    const titles = tool.issues().map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(tool.file(path).match(/\(\[#\d+\]/g)).toHaveLength(tasks);
    expect(simulator.violations).toEqual([]);

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
  }, 240_000);
});
