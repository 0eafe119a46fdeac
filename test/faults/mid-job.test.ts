import { describe, expect, it } from "vitest";
import { calm, forget, work } from "./calm.ts";
import { courseOf } from "./run-case.ts";
import type { Course } from "./run-case.ts";
import { numberOf } from "./scenarios.ts";
import type { Scenario } from "./scenarios.ts";
import { tellWorld } from "./tell-world.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** Without the flag every so many-th call is tried, so that each turn has its share. */
const step = isWhole ? 1 : 11;

const timeoutMs = 30 * 60_000;

const story: Scenario = {
  name: "first sync with a label and a milestone",
  plan: `# Kite

## v0.1.0 - Frame

- [ ] T001 Cut the spars
- [ ] T002 Glue the joints

## v0.2.0 - Sail

- [ ] T003 Cut the cloth
`,
  planSettings: ["issues: tasks", "labels: [plan]"],
  act: () => undefined,
  check: () => [],
};

/** Something that people do between two calls of a reconcile, and take back later. */
interface Turn {
  readonly name: string;
  readonly act: (world: World) => void;
  readonly undo?: (world: World) => void;
  /** What must be as though nothing had happened; all of it unless the turn itself leaves a trace. */
  readonly same: "world" | "issues";
}

const turns: readonly Turn[] = [
  { name: "F13: the token expires", act: ({ installation }) => installation.expireTokens(), same: "world" },
  { name: "F14: the repository is renamed", act: ({ ada }) => ada.rename("boat"), same: "world" },
  {
    name: "F15: it is archived, and later not",
    act: ({ ada }) => ada.archive(),
    undo: ({ ada }) => ada.unarchive(),
    same: "world",
  },
  {
    name: "F15: it is made private",
    act: ({ ada }) => ada.changeVisibility("private"),
    same: "world",
  },
  {
    name: "F15: the App is suspended, and later not",
    act: ({ installation }) => installation.suspend(),
    undo: ({ installation }) => installation.unsuspend(),
    same: "world",
  },
  {
    name: "F15: the repository is taken out of the installation, and later put back",
    act: ({ installation }) => installation.remove("acme/tool"),
    undo: ({ installation }) => installation.add("acme/tool"),
    same: "world",
  },
  {
    name: "F16: an issue is transferred",
    act: (world) => {
      const { ada } = world;
      const number = numberOf(world, "T001");
      if (number > 0) ada.transferIssue(number, "acme/web");
    },
    same: "issues",
  },
  {
    name: "F19: the label is deleted",
    act: ({ ada, tool }) => {
      if (tool.labels().some(({ name }) => name === "plan")) ada.deleteLabel("plan");
    },
    same: "world",
  },
  {
    name: "F19: a milestone is deleted",
    act: ({ ada, tool }) => {
      const [milestone] = tool.milestones();
      if (milestone !== undefined) ada.deleteMilestone(milestone.number);
    },
    same: "issues",
  },
  {
    name: "F35: issues are opened while lists are read",
    act: ({ eve }) => {
      eve.openIssue({ title: "A guest" });
      eve.openIssue({ title: "Another" });
    },
    same: "issues",
  },
];

/** The titles of our own issues and the plan's words, wherever they are. */
function issuesOf({ tool, web }: World): readonly string[] {
  return [...tool.issues(), ...web.issues()]
    .filter(({ app }) => app === "plangate")
    .map(({ title, state }) => `${title}: ${state}`)
    .toSorted();
}

/** The world as it would be told under the name that the repository had: links lead on from there. */
function told(world: World): readonly string[] {
  const titles = new Map(world.tool.issues().map(({ number, title }) => [String(number), title]));
  const underOldName = (line: string): string =>
    line
      .replaceAll("acme/boat", "acme/tool")
      .replaceAll(/««acme\/tool#(\d+)»»/g, (_, number: string) => `«${titles.get(number) ?? number}»`);
  return tellWorld(world).map(underOldName).toSorted();
}

interface Tale {
  readonly turn: Turn;
  readonly call: number;
  readonly end: { readonly world: readonly string[]; readonly issues: readonly string[] };
}

/** Tells the story with the turn right before a call of it; what is wrong with the world afterwards. */
async function tell({ turn, call, end }: Tale): Promise<readonly string[]> {
  const world = await openWorld(story);
  try {
    let calls = 0;
    world.simulator.faults.onRequest = (phase, { kind }) => {
      if (phase !== "before" || kind === "token") return;
      calls += 1;
      if (calls === call) turn.act(world);
    };
    await work(world);
    await calm(world);
    world.simulator.faults.onRequest = undefined;
    turn.undo?.(world);
    // As people are woken who were shut out: by the event that they are let in again.
    await world.app().store.receive({ id: "back", event: "installation", repositories: [] });
    await world.simulator.advance(61 * 60_000);
    const restless = await calm(world);
    forget(world);
    const [expected, actual] =
      turn.same === "world" ? [end.world, told(world)] : [end.issues, issuesOf(world)];
    return [
      ...restless,
      ...world.violations,
      ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
      ...actual.filter((line) => !expected.includes(line)).map((line) => `too many: ${line}`),
      ...(actual.length === expected.length ? [] : [`${actual.length} instead of ${expected.length}`]),
    ];
  } finally {
    await world.close();
  }
}

/** The end without any turn. */
async function endOf(): Promise<Tale["end"]> {
  const world = await openWorld(story);
  try {
    await calm(world);
    return { world: told(world), issues: issuesOf(world) };
  } finally {
    await world.close();
  }
}

describe("whatever people do between any two calls, it ends as if they had done it before or after", () => {
  it.each(turns.map((turn) => [turn.name, turn] as const))(
    "%s",
    async (_name, turn) => {
      const course: Course = await courseOf(story);
      const end = await endOf();
      const found: string[] = [];
      for (let call = 1; call <= course.calls.length; call += step) {
        const wrong = await tell({ turn, call, end });
        if (wrong.length > 0) found.push(`before call ${call}:\n${wrong.join("\n")}`);
      }

      expect(end.issues).toHaveLength(6);
      expect(found).toEqual([]);
    },
    timeoutMs,
  );
});
