import { forget, work } from "./calm.ts";
import { planPath } from "./world.ts";
import type { World, WorldOptions } from "./world.ts";

/** A story: how the world is, and what then happens to it. Faults befall what plangate does about it. */
export interface Scenario extends WorldOptions {
  readonly name: string;
  /** Before the story, without any fault. */
  readonly prepare?: (world: World) => Promise<void>;
  /** What people do. */
  readonly act: (world: World) => void;
  /** What must be true at the end of the story, told in its own words where it is not. */
  readonly check: (world: World) => readonly string[];
}

const firstPlan = `# Rocket

## Milestone 1: Engine

- [ ] T001 Draw the nozzle
- [ ] T002 Cast the chamber
- [ ] T003 Test the valve
- [ ] T004 Weigh the pump

## Milestone 2: Hull

**Dependencies**: Milestone 1 complete

- [ ] T005 Roll the sheets
- [ ] T006 Weld the seams (depends on T005)
- [ ] T007 Paint the fins
- [ ] T008 Fit the nose

## Milestone 3: Site

- [ ] T009 Write the page
- [ ] T010 Draw the map
- [ ] T011 Print the poster
- [ ] T012 Open the gate

## v0.1.0 - Launch

- [ ] T013 Fuel it
`;

/** Two phases, one before the other. */
export const smallPlan = `# Kite

## Phase 1: Frame

- [ ] T001 Cut the spars
- [ ] T002 Glue the joints

## Phase 2: Sail

**Dependencies**: Phase 1 complete

- [ ] T003 Cut the cloth
`;

/** Two releases, the first with a gate that people open. */
export const releasePlan = `# Lamp 1.x

## v0.1.0 - First light

- [x] T001 Wire the switch

**Security Gate**: the release is **BLOCKED** until the review passes

## v0.2.0 - Dimmer

- [ ] T002 Turn the knob
`;

/** The number of the issue of the home whose title begins so. */
export const numberOf = ({ tool }: World, title: string): number =>
  tool.issues().find((issue) => issue.title.startsWith(title))?.number ?? 0;

/** Lets plangate do what there is to do. */
export async function settled(world: World): Promise<void> {
  await work(world);
  forget(world);
}

async function approved(world: World): Promise<void> {
  await settled(world);
  world.ada.comment(numberOf(world, "v0.1.0"), "/plangate approve G1");
  await settled(world);
}

const nothing = (): readonly string[] => [];

/** The first look at a plan: everything is made. */
export const firstSync: readonly Scenario[] = [
  {
    name: "first sync",
    plan: firstPlan,
    planSettings: ["issues: tasks", "labels: [plan]", "repositories: { Milestone 3: acme/web }"],
    act: () => undefined,
    check: ({ tool, web }) => {
      const all = [...tool.issues(), ...web.issues()];
      return all.length === 18 ? [] : [`there are ${all.length} issues, not 18`];
    },
  },
];

/** From what people say on a release's issue to its tag. */
export const releases: readonly Scenario[] = [
  {
    name: "release",
    plan: releasePlan,
    planSettings: [],
    prepare: approved,
    act: (world) => {
      world.ada.comment(numberOf(world, "v0.1.0"), "/plangate release v0.1.0");
    },
    check: ({ tool }) => {
      const tags = Object.entries(tool.tags());
      if (tags.length === 1 && tags[0]?.[0] === "v0.1.0") return [];
      return [`tags are ${JSON.stringify(tags)}`];
    },
  },
  {
    name: "approve a gate",
    plan: releasePlan,
    planSettings: [],
    prepare: settled,
    act: (world) => {
      world.ada.comment(numberOf(world, "v0.1.0"), "/plangate approve G1");
    },
    check: (world) => {
      const comments = world.tool.comments(numberOf(world, "v0.1.0"));
      return comments.length === 2 ? [] : [`there are ${comments.length} comments, not 2`];
    },
  },
  {
    name: "refuse a release",
    plan: releasePlan,
    planSettings: [],
    prepare: settled,
    act: (world) => {
      world.ada.comment(numberOf(world, "v0.1.0"), "/plangate release v0.1.0");
    },
    check: ({ tool }) => (Object.keys(tool.tags()).length === 0 ? [] : ["it was tagged"]),
  },
  {
    name: "tag past the gates",
    plan: releasePlan,
    planSettings: [],
    prepare: settled,
    act: ({ eve }) => eve.tag("v0.1.0"),
    check: ({ tool }) => {
      const incidents = tool.issues().filter(({ title }) => title.includes("was tagged while"));
      return incidents.length === 1 ? [] : [`there are ${incidents.length} incidents, not 1`];
    },
  },
];

/** Few tasks, so that two faults can meet at every two calls: issues are made, then linked in the plan. */
export const createIssues: Scenario = {
  name: "first sync of two tasks",
  plan: "# Kite\n\n- [ ] T001 Cut the spars\n- [ ] T002 Glue the joints\n",
  planSettings: ["issues: tasks"],
  act: () => undefined,
  check: ({ tool }) => {
    const links = tool.file(planPath).match(/\(\[#\d+\]\(/g)?.length ?? 0;
    return [
      ...(tool.issues().length === 3 ? [] : [`there are ${tool.issues().length} issues, not 3`]),
      ...(links === 2 ? [] : [`there are ${links} links, not 2`]),
    ];
  },
};

/** The box is ticked in the plan, and nowhere else. */
export const commitTick: Scenario = {
  name: "close an issue",
  plan: smallPlan,
  planSettings: ["issues: tasks"],
  prepare: settled,
  act: (world) => world.ada.close(numberOf(world, "T001"), "completed"),
  check: ({ tool }) => (tool.file(planPath).includes("- [x] T001") ? [] : ["T001 is not ticked"]),
};

/** Boxes and issues follow each other, and pull requests hear of it. */
export const boxes: readonly Scenario[] = [
  commitTick,
  {
    name: "tick a box",
    plan: smallPlan,
    planSettings: ["issues: tasks"],
    prepare: settled,
    act: ({ eve, tool }) => {
      const ticked = tool.file(planPath).replace("- [ ] T002", "- [x] T002");
      eve.push({ [planPath]: ticked });
    },
    check: (world) =>
      world.tool.issue(numberOf(world, "T002")).state === "closed" ? [] : ["T002 is not closed"],
  },
  {
    name: "open a pull request",
    plan: smallPlan,
    planSettings: [],
    prepare: settled,
    act: (world) => {
      const { eve } = world;
      const body = `Part of #${numberOf(world, "Phase 1")}`;
      eve.openPullRequest({ files: { "spar.txt": "ash\n" }, title: "Cut the spars", body });
    },
    check: nothing,
  },
];

/** Every story there is. */
export const stories: readonly Scenario[] = [...firstSync, createIssues, ...boxes, ...releases];
