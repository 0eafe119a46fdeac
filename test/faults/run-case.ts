import { calm, forget, work } from "./calm.ts";
import { arm } from "./arm.ts";
import { callsOf } from "./fault.ts";
import type { Blow, Call } from "./fault.ts";
import type { Scenario } from "./scenarios.ts";
import { tellWorld } from "./tell-world.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** A story without any fault: its calls, and the world at its end. */
export interface Course {
  readonly calls: readonly Call[];
  readonly end: readonly string[];
}

/** Tells a story to its end without a fault. Rejects where even that goes wrong. */
export async function courseOf(scenario: Scenario): Promise<Course> {
  return within(scenario, async (world) => {
    const calls = await callsOf(world, () => work(world));
    const wrong = [...(await calm(world)), ...amiss(scenario, world)];
    if (wrong.length > 0) throw new Error(`${scenario.name}, without a fault:\n${wrong.join("\n")}`);
    return { calls, end: tellWorld(world) };
  });
}

export interface Case {
  readonly scenario: Scenario;
  readonly course: Course;
  /** The first at a call of the course, each other at a call after the one before it. */
  readonly blows: readonly Blow[];
}

/** Tells a story with faults in it; what is wrong with the world afterwards. */
export async function runCase({ scenario, course, blows }: Case): Promise<readonly string[]> {
  return within(scenario, async (world) => {
    const armed = arm(world, blows);
    await work(world);
    const restless = await calm(world);
    armed.disarm();
    if (!armed.haveFallen()) return ["the faults never came"];
    return [...restless, ...amiss(scenario, world), ...differences(course.end, tellWorld(world))];
  });
}

/** The calls by which a story comes to its end after a fault, up to the last write. */
export async function recoveryFrom(scenario: Scenario, blow: Blow): Promise<readonly Call[]> {
  return within(scenario, async (world) => {
    const { later, disarm } = arm(world, [blow]);
    await work(world);
    await calm(world);
    disarm();
    return later.slice(0, later.findLastIndex(({ kind }) => kind === "write") + 1);
  });
}

async function within<T>(scenario: Scenario, tell: (world: World) => Promise<T>): Promise<T> {
  const world = await openWorld(scenario);
  try {
    await scenario.prepare?.(world);
    scenario.act(world);
    return await tell(world);
  } finally {
    await world.close();
  }
}

function amiss(scenario: Scenario, world: World): readonly string[] {
  forget(world);
  return [...world.violations, ...scenario.check(world)];
}

function differences(expected: readonly string[], actual: readonly string[]): readonly string[] {
  const missing = expected.filter((line) => !actual.includes(line));
  const more = actual.filter((line) => !expected.includes(line));
  const doubled = actual.length - expected.length - more.length + missing.length;
  return [
    ...missing.map((line) => `missing: ${line}`),
    ...more.map((line) => `too many: ${line}`),
    ...(doubled > 0 ? [`${doubled} are there twice`] : []),
  ];
}
