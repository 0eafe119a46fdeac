import { calm, forget, work } from "./calm.ts";
import { arm, callsOf } from "./fault.ts";
import type { Call, Fault } from "./fault.ts";
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
  readonly fault: Fault;
  readonly call: Call;
}

/** Tells a story with one fault in it; what is wrong with the world afterwards. */
export async function runCase({ scenario, course, fault, call }: Case): Promise<readonly string[]> {
  return within(scenario, async (world) => {
    const armed = arm(world, fault, call);
    await work(world);
    armed.disarm();
    if (armed.crashed()) await world.restart();
    if (!armed.struck()) return ["the fault never came"];
    const restless = await calm(world);
    return [...restless, ...amiss(scenario, world), ...differences(course.end, tellWorld(world))];
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
