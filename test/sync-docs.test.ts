import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { mergePhase } from "../src/reconcile/merge-phase.ts";
import { calm, forget } from "./faults/calm.ts";
import { numberOf, settled } from "./faults/scenarios.ts";
import { openWorld, planPath } from "./faults/world.ts";
import type { World } from "./faults/world.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/sync.md"), "utf8");

/** The rows of the first table below a heading, cell by cell. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const lines = section.split("\n");
  const start = lines.findIndex((line) => line.startsWith("|"));
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const line = "T001 Cut the spars";

/** A plan of two tasks whose first both sides agree on so. */
async function openAgreed(base: string, planSettings: readonly string[]): Promise<World> {
  const plan = `# Kite\n\n## Phase 1: Frame\n\n- [ ] ${line}\n- [ ] T002 Glue the joints\n`;
  const agreed = await openWorld({
    plan: base === "none" ? plan.replace(`- [ ] ${line}\n`, "") : plan,
    planSettings,
  });
  await settled(agreed);
  const { ada } = agreed;
  if (base === "done") ada.close(numberOf(agreed, line), "completed");
  if (base === "dropped") ada.close(numberOf(agreed, line), "not_planned");
  if (base === "removed") ada.push({ [planPath]: textOf(agreed).replace(/- \[ \] T001.*\n/, "") });
  if (base === "none") ada.openIssue({ title: line });
  await settled(agreed);
  return agreed;
}

const textOf = ({ tool }: World): string => tool.file(planPath);

const isTicked = (of: World): boolean => textOf(of).includes("[x] T001");

/** Puts the box of the first task into a state; the line itself where it is gone. */
function setBox(of: World, box: string): void {
  const mark = box === "ticked" ? "[x]" : "[ ]";
  const text = textOf(of);
  const number = numberOf(of, line);
  const link = ` ([#${number}](https://github.com/acme/tool/issues/${number}))`;
  const ours = of.tool.issue(number).app === undefined ? link : "";
  const changed = text.includes(line)
    ? text.replace(/\[[ x]\] T001/, `${mark} T001`)
    : text.replace("- [ ] T002", `- ${mark} ${line}${ours}\n- [ ] T002`);
  if (changed !== text) of.ada.push({ [planPath]: changed });
}

const reasons = { completed: "completed", "not planned": "not_planned", duplicate: "duplicate" } as const;

function setIssue({ ada, tool }: World, number: number, to: string): void {
  const issue = tool.issue(number);
  if (to === "closed by us") return;
  if (to === "open") {
    if (issue.state === "closed") ada.reopen(number);
    return;
  }
  const reason = reasons[to as keyof typeof reasons];
  if (issue.state === "closed" && issue.stateReason === reason) return;
  if (issue.state === "closed") ada.reopen(number);
  ada.close(number, reason);
}

interface State {
  readonly ticked: boolean;
  readonly issue: string;
}

function stateOf(of: World): State {
  const { state, stateReason } = of.tool.issue(numberOf(of, line));
  return { ticked: isTicked(of), issue: state === "open" ? "open" : (stateReason ?? "closed") };
}

/** The state that the table says comes of another. */
function after(before: State, happens: string): State {
  switch (happens.replace(/:.*/, "")) {
    case "the box is ticked":
      return { ...before, ticked: true };
    case "the box is unticked":
      return { ...before, ticked: false };
    case "the issue is closed as completed":
      return { ...before, issue: "completed" };
    case "the issue is reopened":
      return { ...before, issue: "open" };
    case "nothing":
    case "conflict":
    case "the base is written down":
      return before;
    default:
      throw new Error(`docs/sync.md says "${happens}", which nothing here looks for`);
  }
}

/** Each case of the table of tasks, with one state in each cell. */
const cases = tableUnder("A task with an issue of its own").flatMap(
  ([base = "", box = "", issue = "", happens = ""]) => {
    const of = base.replace(/ \(.*/, "");
    if (box === "says the same")
      return [
        [of, "open", "open", happens],
        [of, "ticked", "completed", happens],
      ];
    if (box === "says one thing")
      return [
        [of, "ticked", "open", happens],
        [of, "open", "completed", happens],
      ];
    return issue.split(", ").map((one) => [of, box, one, happens]);
  },
);

describe("docs/sync.md, a task with an issue of its own", () => {
  it("names every case once", () => {
    const names = cases.map(([base, box, issue]) => `${base}, ${box}, ${issue}`);
    const issues = ["open", "completed", "not planned", "duplicate"];
    const all = ["open", "done", "dropped"].flatMap((base) =>
      ["open", "ticked"].flatMap((box) => issues.map((issue) => `${base}, ${box}, ${issue}`)),
    );

    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(all));
    expect(names.filter((name) => name.startsWith("removed"))).toHaveLength(6);
  });

  it.each(cases)(
    "agreed %s; box %s, issue %s: %s",
    async (...[base = "", box = "", issue = "", happens = ""]) => {
      world = await openAgreed(base, ["issues: tasks"]);
      setBox(world, box);
      setIssue(world, numberOf(world, line), issue);
      const before = stateOf(world);
      const restless = await calm(world);
      forget(world);

      expect(stateOf(world)).toEqual(after(before, happens));
      const summary = world.tool.checkRuns(world.tool.head()).at(-1)?.summary ?? "";
      expect(summary.includes("both have changed")).toBe(happens === "conflict");
      expect(restless).toEqual([]);
      expect(world.violations).toEqual([]);
    },
  );
});

describe("docs/sync.md, a box in an issue's body", () => {
  const rows = tableUnder("A box in an issue's body").filter(([base]) => base === "open" || base === "done");

  it("names every case in which the two differ", () => {
    expect(rows.map(([base, plan, body]) => `${base}: ${plan}, ${body}`)).toEqual([
      "open: open, ticked",
      "open: ticked, open",
      "done: ticked, open",
      "done: open, ticked",
    ]);
  });

  it.each(rows)(
    "agreed %s; plan %s, body %s: %s",
    async (...[base = "", box = "", body = "", happens = ""]) => {
      world = await openAgreed("open", []);
      const { ada, tool } = world;
      const number = tool.issues().find((issue) => issue.body.includes(line))?.number ?? 0;
      if (base === "done") setBoxIn(world, "ticked");
      await settled(world);
      if ((body === "ticked") !== tool.issue(number).body.includes(`[x] ${line}`)) {
        if (body === "ticked") ada.tick(number, line);
        else ada.untick(number, line);
      }
      if ((box === "ticked") !== isTicked(world)) setBoxIn(world, box);
      const restless = await calm(world);

      const isTickedAfter = happens.endsWith(" is ticked");
      expect(isTicked(world)).toBe(isTickedAfter);
      expect(tool.issue(number).body.includes(`[x] ${line}`)).toBe(isTickedAfter);
      expect(restless).toEqual([]);
    },
  );
});

/** As `setBox`, for a task without an issue of its own. */
function setBoxIn(of: World, box: string): void {
  const mark = box === "ticked" ? "[x]" : "[ ]";
  of.ada.push({ [planPath]: textOf(of).replace(/\[[ x]\] T001/, `${mark} T001`) });
}

describe("docs/sync.md, a phase's issue", () => {
  /** Base, phase, issue, and what the merge makes of it. */
  const merges: Readonly<Record<string, readonly (readonly [...Parameters<typeof mergePhase>, string])[]>> = {
    "complete; open": [["open", "complete", "open", "it is closed as completed"]],
    "skipped; open": [["open", "skipped", "open", "it is closed as not planned"]],
    "complete or skipped; reopened by a person": [
      ["done", "complete", "open", "it stays open"],
      ["dropped", "skipped", "open", "it stays open"],
    ],
    "open again; closed by us": [
      ["done", "open", "done", "it is reopened"],
      ["dropped", "open", "dropped", "it is reopened"],
    ],
    "open; closed by a person": [
      ["open", "open", "done", "it stays closed"],
      ["open", "open", "dropped", "it stays closed"],
    ],
    "not known (evidence could not be read); any": [
      ["open", undefined, "open", "nothing"],
      ["done", undefined, "open", "nothing"],
      ["open", undefined, "done", "nothing"],
    ],
  };
  const words = {
    complete: "it is closed as completed",
    skip: "it is closed as not planned",
    reopen: "it is reopened",
  };

  it.each(tableUnder("A phase's issue"))("%s; %s: %s", (phase = "", issue = "", happens = "") => {
    const row = merges[`${phase}; ${issue}`] ?? [];

    expect(row.length).toBeGreaterThan(0);
    for (const [base, state, side, expected] of row) {
      const { state: change } = mergePhase(base, state, side);
      expect(happens.startsWith(expected)).toBe(true);
      expect(change === undefined ? expected : words[change]).toBe(expected);
      expect(change === undefined).toBe(!Object.values(words).includes(expected));
    }
  });
});
