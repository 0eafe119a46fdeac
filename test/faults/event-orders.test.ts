import { describe, expect, it } from "vitest";
import type { RepositoryId } from "../../src/model/repository.ts";
import { calm, forget } from "./calm.ts";
import { startCount } from "./count-cases.ts";
import { numberOf, releasePlan, settled, smallPlan } from "./scenarios.ts";
import { tellWorld } from "./tell-world.ts";
import { openWorld, planPath } from "./world.ts";
import type { World, WorldOptions } from "./world.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** Without the flag every so many-th order is told. */
const step = isWhole ? 1 : 17;

/** What people do, one after the other, in any order; and how the world is before. */
interface EventSet extends WorldOptions {
  readonly name: string;
  readonly events: readonly ((world: World) => void)[];
}

const replaceInPlan =
  (from: string, to: string) =>
  ({ eve, tool }: World): void => {
    eve.push({ [planPath]: tool.file(planPath).replace(from, to) });
  };

const sets: readonly EventSet[] = [
  {
    name: "boxes and issues",
    plan: smallPlan,
    planSettings: ["issues: tasks"],
    events: [
      (world) => world.ada.close(numberOf(world, "T001"), "completed"),
      replaceInPlan("- [ ] T002", "- [x] T002"),
      replaceInPlan("Cut the cloth", "Cut the silk"),
      (world) => world.ada.label(numberOf(world, "Phase 2"), "later"),
      ({ eve }) => void eve.push({ "README.md": "Kites\n" }),
    ],
  },
  {
    name: "a release and its gate",
    plan: releasePlan,
    planSettings: [],
    events: [
      (world) => void world.ada.comment(numberOf(world, "v0.1.0"), "/plangate approve G1"),
      (world) => void world.ada.comment(numberOf(world, "v0.2.0"), "/plangate help"),
      replaceInPlan("- [ ] T002", "- [x] T002"),
      ({ eve }) => void eve.openPullRequest({ files: { "lamp.txt": "oil\n" }, title: "Oil it" }),
      (world) => void world.eve.comment(numberOf(world, "Lamp"), "/plangate approve G9"),
    ],
  },
  {
    name: "phases and their boxes",
    plan: smallPlan,
    planSettings: [],
    events: [
      (world) => world.ada.tick(numberOf(world, "Phase 1"), "T001 Cut the spars"),
      replaceInPlan("- [ ] T002", "- [x] T002"),
      replaceInPlan("Cut the cloth", "Cut the silk"),
      (world) => void world.ada.comment(numberOf(world, "Phase 2"), "Nice"),
    ],
  },
];

/** Every order of so many things. */
function orders(size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return orders(size - 1).flatMap((order) =>
    Array.from({ length: size }, (_, place) => order.toSpliced(place, 0, size - 1)),
  );
}

/** Spreads the patterns over the orders. */
const prime = 7_919;

/** How an event is heard of: not at all, once, or twice. */
const hearings = ["dropped", "sent", "doubled"] as const;

async function tell(set: EventSet, order: readonly number[], pattern: number): Promise<readonly string[]> {
  const world = await openWorld(set);
  try {
    await settled(world);
    for (const [place, index] of order.entries()) {
      set.events[index]?.(world);
      await hear(world, hearings[Math.floor(pattern / 3 ** place) % 3] ?? "sent", place);
    }
    const restless = await calm(world);
    forget(world);
    return [...restless, ...world.violations, ...tellWorld(world)];
  } finally {
    await world.close();
  }
}

async function hear(world: World, hearing: (typeof hearings)[number], place: number): Promise<void> {
  if (hearing === "dropped") return;
  const { store } = world.app();
  const repositories = [world.tool.id as RepositoryId];
  const times = hearing === "doubled" ? ["", "", " again"] : [""];
  for (const time of times) {
    await store.receive({ id: `delivery ${place}${time}`, event: "push", repositories });
    await world.app().drain();
  }
}

describe("what people do ends in one state, in whatever order and however often it is heard of", () => {
  it.each(sets.map((set) => [set.name, set] as const))(
    "%s",
    async (_name, set) => {
      const count = startCount("orders of events");
      const all = orders(set.events.length);
      const patterns = hearings.length ** set.events.length;
      const told = all.flatMap((order, index) =>
        index % step === 0 ? [{ order, pattern: (index * prime) % patterns }] : [],
      );
      const ends = new Map<string, string>();
      for (const { order, pattern } of told) {
        const end = (await tell(set, order, pattern)).join("\n");
        if (!ends.has(end)) ends.set(end, `order ${order.join(" ")}, heard of as ${pattern}`);
      }
      count({ scenarios: 1, cases: told.length, violations: ends.size - 1 });

      expect([...ends].slice(1), `beside ${[...ends.values()][0]}`).toEqual([]);
    },
    10 * 60_000,
  );
});
