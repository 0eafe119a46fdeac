import { expect, it } from "vitest";
import { calm, work } from "./calm.ts";
import { startCount } from "./count-cases.ts";
import { numberOf, releasePlan, settled } from "./scenarios.ts";
import { openWorld, planPath } from "./world.ts";
import type { World } from "./world.ts";

const version = "v0.1.0";
const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** Without the flag every so many-th moment is tried. */
const step = isWhole ? 1 : 29;

/** Something that people do while a release is being made. */
interface Race {
  readonly name: string;
  /** Whether a gate before the tag stands open from then on. */
  readonly opens: boolean;
  readonly act: (world: World, ground: Ground) => void;
}

/** What lies ready for the races. */
interface Ground {
  readonly blocker: number;
  readonly approval: number;
  readonly ruleset: number;
}

const races: readonly Race[] = [
  { name: "a blocker is reopened", opens: true, act: ({ ada }, { blocker }) => ada.reopen(blocker) },
  {
    name: "a box is unticked",
    opens: true,
    act: ({ ada, tool }) => {
      ada.push({ [planPath]: tool.file(planPath).replace("[x] T001", "[ ] T001") });
    },
  },
  {
    name: "an approval is taken away",
    opens: true,
    act: ({ ada }, { approval }) => ada.deleteComment(approval),
  },
  {
    name: "the branch moves",
    opens: false,
    act: ({ ada }) => {
      ada.push({ "README.md": "moved" });
    },
  },
  {
    name: "the ruleset shuts plangate out",
    opens: false,
    act: ({ ada }, { ruleset }) => ada.updateRuleset(ruleset, { bypass_actors: [] }),
  },
];

/** A world where v0.1.0 waits for nothing but to be asked for. */
async function openGround(): Promise<{ readonly world: World; readonly ground: Ground }> {
  const world = await openWorld({ plan: releasePlan, planSettings: [] });
  const { ada, simulator } = world;
  const blocker = ada.openIssue({ title: "Smoke comes out of v0.1.0", labels: ["release-blocker"] });
  ada.close(blocker);
  const ruleset = ada.createRuleset({
    name: "tags",
    target: "tag",
    conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
    rules: [{ type: "creation" }],
    bypass_actors: [{ actor_id: world.appId, actor_type: "Integration", bypass_mode: "always" }],
  });
  await settled(world);
  const approval = ada.comment(numberOf(world, version), "/plangate approve G1");
  await settled(world);
  simulator.forget();
  ada.comment(numberOf(world, version), `/plangate release ${version}`);
  return { world, ground: { blocker, approval, ruleset } };
}

interface Moment {
  readonly call: number;
  readonly phase: "before" | "after-effect";
}

interface Told {
  readonly wrong: readonly string[];
  /** How it ended. */
  readonly end: "refused" | "draft" | "taken back" | "published";
}

/** Tells one race: the release is asked for, and at that moment somebody does it. */
async function tell(race: Race, moment: Moment): Promise<Told> {
  const { world, ground } = await openGround();
  const { simulator, tool } = world;
  let calls = 0;
  let acted = false;
  let publishes = 0;
  /** It was done before GitHub published the release. */
  let inTime = false;
  const heads = new Set([tool.head()]);
  simulator.faults.onRequest = (phase, { kind, method, route }) => {
    if (kind === "token") return;
    if (phase === "before") calls += 1;
    if (phase === moment.phase && calls === moment.call && !acted) {
      acted = true;
      race.act(world, ground);
      heads.add(tool.head());
    }
    const isPublish = method === "PATCH" && route.endsWith("/releases/{release_id}");
    if (phase === "before" && isPublish) {
      publishes += 1;
      if (publishes === 1) inTime = acted;
    }
  };
  try {
    await work(world);
    simulator.faults.onRequest = undefined;
    const wrong = [...(await calm(world)), ...world.violations];
    const tags = Object.entries(tool.tags());
    const made = tool.releases().find(({ draft }) => !draft);
    if (tags.length > 1) wrong.push(`there are tags ${JSON.stringify(tags)}`);
    for (const [name, commit] of tags) {
      if (name !== version || !heads.has(commit)) wrong.push(`there is a tag ${name} at ${commit}`);
    }
    if (made !== undefined && race.opens && inTime) wrong.push("it is published with an open gate");
    if (tool.releases().length > 1) wrong.push("there are two releases");
    const end =
      made !== undefined
        ? "published"
        : publishes > 0
          ? "taken back"
          : tool.releases().length > 0
            ? "draft"
            : "refused";
    return { wrong, end };
  } finally {
    await world.close();
  }
}

/** How many calls it takes to make the release, from the look that finds the request. */
async function callsOfRelease(): Promise<number> {
  const { world } = await openGround();
  let calls = 0;
  world.simulator.faults.onRequest = (phase, { kind }) => {
    if (phase === "before" && kind !== "token") calls += 1;
  };
  await work(world);
  world.simulator.faults.onRequest = undefined;
  expect(world.tool.releases()).toMatchObject([{ tag: version, draft: false }]);
  await world.close();
  return calls;
}

it(
  "no release is out whose gate was open as it was published, and none has a second tag, whatever happens at whichever call",
  async () => {
    const count = startCount("races with a release");
    const calls = await callsOfRelease();
    const moments = Array.from({ length: calls }, (_, index) => index + 1).flatMap((call): Moment[] => [
      { call, phase: "before" },
      { call, phase: "after-effect" },
    ]);
    const cases = races
      .flatMap((race) => moments.map((moment) => ({ race, moment })))
      .filter((_, index) => index % step === 0);
    const found: string[] = [];
    const ends = new Map<string, number>();
    for (const { race, moment } of cases) {
      const { wrong, end } = await tell(race, moment);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      found.push(...wrong.map((words) => `${race.name}, ${moment.phase} call ${moment.call}: ${words}`));
    }
    count({ scenarios: races.length, cases: cases.length, violations: found.length });
    const told = [...ends].map(([end, number]) => `${number} ${end}`).join(", ");
    process.stdout.write(`${cases.length} races over ${calls} calls: ${told}\n`);

    expect(found).toEqual([]);
  },
  60 * 60_000,
);
