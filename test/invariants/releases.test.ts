import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Keeper } from "./keeper.ts";
import { openMemoryGitHub } from "./memory-github.ts";
import type { MemoryGitHub, Said } from "./memory-github.ts";
import { thousandRuns } from "./thousand-runs.ts";

const plan = `# Kite

## v0.1.0 - First flight

- [x] T001 Cut the spars

**Security Gate**: the release is **BLOCKED** until the review passes
`;
const settings = "version: 1\nplans:\n  - path: plan.md\n";
/** She approves; he asks for the release. */
const ada = { id: 10, login: "ada" };
const otto = { id: 11, login: "otto" };

/** What somebody does at a moment of a release's making. */
const deeds = [
  "unticks the box",
  "ticks the box",
  "opens a blocker",
  "closes the blocker",
  "deletes the approval",
  "edits the approval",
  "loses the role",
  "gets the role back",
  "moves the branch",
] as const;

/** The number of a call, or the name of the write right before which it happens. */
const moment = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 110 }) },
  { weight: 2, arbitrary: fc.constantFrom("draftRelease", "createTag", "publishRelease", "publishRelease") },
);

const race = fc
  .record({
    /** True where everything is ready when the release is asked for. */
    ready: fc.boolean(),
    deeds: fc.array(fc.record({ what: fc.constantFrom(...deeds), when: moment }), {
      minLength: 1,
      maxLength: 3,
    }),
    lost: fc.integer({ min: 0, max: 12 }),
  })
  .map((one) => Object.assign(one, { [fc.toStringMethod]: () => JSON.stringify(one, undefined, 1) }));
type Race = typeof race extends fc.Arbitrary<infer T> ? T : never;

function does(world: MemoryGitHub, approval: Said, what: (typeof deeds)[number]): void {
  const at = world.comments.indexOf(approval);
  switch (what) {
    case "unticks the box":
      return world.push(world.file().replace("[x] T001", "[ ] T001"));
    case "ticks the box":
      return world.push(world.file().replace("[ ] T001", "[x] T001"));
    case "opens a blocker":
      return void world.blockers.add("smoke");
    case "closes the blocker":
      return void world.blockers.delete("smoke");
    case "deletes the approval":
      return void (at >= 0 && world.comments.splice(at, 1));
    case "edits the approval":
      return void Object.assign(approval, { edited: true });
    case "loses the role":
      return void world.roles.set(ada.id, "read");
    case "gets the role back":
      return void world.roles.set(ada.id, "maintain");
    case "moves the branch":
      return world.push("moved", "README.md");
  }
}

/** Whether everything that stands before the tag is closed at this very moment. */
function isClear({ file, blockers, comments, roles }: MemoryGitHub, approval: Said): boolean {
  const isApproved = comments.includes(approval) && !approval.edited && roles.get(ada.id) === "maintain";
  return file().includes("[x] T001") && blockers.size === 0 && isApproved;
}

/** A world in which the release is approved, whatever else is so, and now asked for. */
async function openRace(ready: boolean): Promise<{ world: MemoryGitHub; keeper: Keeper; approval: Said }> {
  const world = openMemoryGitHub(plan, settings);
  const keeper = new Keeper(world);
  for (const { id } of [ada, otto]) world.roles.set(id, "maintain");
  await keeper.look();
  // A plan of one phase has one issue.
  const approval = world.say(1, ada, "/plangate approve G1");
  if (!ready) world.blockers.add("smoke");
  world.say(1, otto, "/plangate release v0.1.0");
  return { world, keeper, approval };
}

interface Run {
  readonly wrong: readonly string[];
  readonly end: "refused" | "tagged" | "published";
}

async function run({ ready, deeds: planned, lost }: Race): Promise<Run> {
  const { world, keeper, approval } = await openRace(ready);
  let calls = 0;
  const begun = new Set<string>();
  let wasClear = isClear(world, approval);
  let publishedWhileOpen = false;
  const wrong: string[] = [];
  world.onCall = (name) => {
    calls += 1;
    for (const { what, when } of planned) {
      if (when === calls || (when === name && !begun.has(name))) does(world, approval, what);
    }
    begun.add(name);
    wasClear ||= isClear(world, approval);
    if (name === "createTag" && !wasClear) wrong.push("a tag is made that was never clear");
    // What is shut again before anybody could look back was open for nobody.
    if (name === "publishRelease" || isClear(world, approval)) publishedWhileOpen = !isClear(world, approval);
  };
  const from = world.fake.writes;
  world.fake.fault = (_name, index) => (lost > 0 && index === from + lost ? "lost-after" : undefined);
  await keeper.look();
  await keeper.rest();
  await keeper.close();
  const published = world.fake.releases.filter(({ draft }) => !draft);
  if (published.length > 0 && publishedWhileOpen) wrong.push("it is out, and is open since it was published");
  if (world.fake.releases.length > 1) wrong.push("there are two releases");
  if (world.fake.tags.length > 1) wrong.push("there are two tags");
  if (published.length > 0 && world.fake.tags.length === 0) wrong.push("it is out without its tag");
  const end = published.length > 0 ? "published" : world.fake.tags.length > 0 ? "tagged" : "refused";
  return { wrong, end };
}

it(
  "no release stays out whose gates were open as it was published, whatever happens at whichever call",
  async () => {
    const ends = new Map<Run["end"], number>();
    const property = fc.asyncProperty(race, async (one) => {
      const { wrong, end } = await run(one);
      ends.set(end, (ends.get(end) ?? 0) + 1);

      expect(wrong).toEqual([]);
    });

    await fc.assert(property, thousandRuns);
    // Where no race comes to one of these ends, none was tried there.
    expect([...ends.keys()].toSorted()).toEqual(["published", "refused", "tagged"]);
  },
  5 * 60_000,
);
