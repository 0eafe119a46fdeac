import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { openHouse } from "../scenarios/house.ts";
import type { House } from "../scenarios/house.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** The most that a plan may hold; without the flag a fifth of it. */
const tasks = isWhole ? 5_000 : 1_000;
const tasksPerPhase = 100;
const phases = tasks / tasksPerPhase;

/** With the phases and the tracking issue. */
const issues = tasks + phases + 1;
const hours = Math.ceil(issues / 450);
const restartsPerHour = isWhole ? 2 : 1;

const minuteMs = 60_000;

const plan = [
  "# Cathedral",
  "",
  ...Array.from({ length: phases }, (_, phase) => [
    `## Phase ${phase + 1}: Bay ${phase + 1}`,
    "",
    ...Array.from({ length: tasksPerPhase }, (_item, index) => {
      const id = `T${String(phase * tasksPerPhase + index + 1).padStart(4, "0")}`;
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

/** The whole plan, and beside it one of another owner's. */
async function openCathedral(): Promise<{ readonly house: House; readonly porch: House["tool"] }> {
  const cathedral = await openHouse({ plan, planSettings: ["issues: tasks"], delivery: "dropped" });
  const { simulator, appHandle } = cathedral;
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
  appHandle.install("guild");
  return { house: cathedral, porch };
}

const trackingWrites = ({ simulator }: House): number =>
  simulator.writes.filter(
    ({ path, method }) => method === "PATCH" && path.endsWith("/repos/acme/tool/issues/1"),
  ).length;

/** How far the tracking issue says that it is, with the hour of the last. */
function progress({ tool }: House): readonly string[] {
  const words = /(\d+ of \d+ issues[^\n:]*): the last by about ([^\n.]+?)\./.exec(tool.issue(1).body);
  return words === null ? [] : [words[1] ?? "", words[2] ?? ""];
}

/** What it should say once so many hours are over. */
function expectedProgress(of: { readonly hour: number; readonly now: Date }): readonly string[] {
  const made = 450 * (of.hour + 1);
  if (made >= issues) return [];
  const hoursLeft = Math.ceil((issues - made) / 450);
  const hourMs = 60 * minuteMs;
  const end = new Date(Math.ceil((of.now.getTime() + hoursLeft * hourMs) / hourMs) * hourMs);
  return [
    `${made} of ${issues} issues are there or on their way; ${issues - made} follow, at most 450 in an hour`,
    `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`,
  ];
}

async function work({ app, simulator }: House): Promise<void> {
  await app().sweep();
  await simulator.advance(1_000);
  await app().drain();
}

/** How many issues there are and how many follow, as somebody with a token of their own is told. */
async function statusOf(of: House): Promise<unknown> {
  const args = ["status", "--repo", "acme/tool", "--json"];
  const { out } = await runCli(of, of.simulator.userToken("ada"), args);
  const { plans } = JSON.parse(out) as { plans: readonly { issues: { known: number; left: number } }[] };
  return plans.map(({ issues: { known, left } }) => ({ known, left }));
}

describe(`a first sync of ${tasks} tasks`, () => {
  it(
    "goes on hour by hour over restarts, says how far it is, and holds up nobody else",
    async () => {
      const opened = await openCathedral();
      house = opened.house;
      const { simulator, tool, path } = house;
      const status: unknown[] = [];

      for (let hour = 0; hour < hours + 1; hour += 1) {
        const now = simulator.now();
        await work(house);
        expect(tool.issues()).toHaveLength(Math.min(450 * (hour + 1), issues));
        expect(progress(house)).toEqual(expectedProgress({ hour, now }));
        expect(opened.porch.issues()).toHaveLength(1);
        if (hour === 0) status.push(await statusOf(house));

        // A restart and a look in between change nothing, but for the hour that is named.
        const before = trackingWrites(house);
        for (let restart = 0; restart < restartsPerHour; restart += 1) {
          await house.restart();
          await simulator.advance((40 / restartsPerHour) * minuteMs);
          await work(house);
        }
        expect(trackingWrites(house) - before).toBeLessThanOrEqual(1);
        expect(tool.issues()).toHaveLength(Math.min(450 * (hour + 1), issues));
        simulator.forget();
        await simulator.advance(21 * minuteMs);
      }

      expect(status).toEqual([[{ known: 450, left: issues - 450 }]]);
      const titles = tool.issues().map(({ title }) => title);
      expect(new Set(titles).size).toBe(issues);
      expect(tool.file(path).match(/\(\[#\d+\]/g)).toHaveLength(tasks);
      expect(simulator.violations).toEqual([]);
      simulator.forget();
      await house.later();
      expect(simulator.writes).toEqual([]);
    },
    20 * minuteMs,
  );
});
