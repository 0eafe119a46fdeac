import { expect, it } from "vitest";
import { startCount } from "./count-cases.ts";
import { blowsAt, tellBlow } from "./fault.ts";
import type { Blow, Call } from "./fault.ts";
import { randomOf } from "./random.ts";
import { courseOf, recoveryFrom, runCase } from "./run-case.ts";
import type { Scenario } from "./scenarios.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";
const seed = Number(process.env["PLANGATE_SEED"] ?? 1);

/** Without the flag so many first faults are drawn, and so many second ones for each. */
const firstsDrawn = 10;
const secondsDrawn = 6;

/** A whole scenario is some four thousand worlds. */
const timeoutMs = 60 * 60_000;

/**
 * One test: a fault at each write, and another at each call of what mends it, to the last write. At reads the kinds
 * take turns: each failure of a read is tried again, and leaves nothing behind.
 */
export function tellDoubles(scenario: Scenario): void {
  it(
    `${scenario.name}, whatever second fault befalls what mends the first`,
    async () => {
      const count = startCount("two faults");
      const course = await courseOf(scenario);
      const draw = drawerOf(seed);
      const writes = course.calls.filter(({ kind }) => kind === "write");
      const found: string[] = [];
      let cases = 0;
      for (const first of draw(blowsAt(writes), firstsDrawn)) {
        for (const second of draw(secondsAt(await recoveryFrom(scenario, first)), secondsDrawn)) {
          cases += 1;
          const wrong = await runCase({ scenario, course, blows: [first, second] });
          if (wrong.length === 0) continue;
          found.push(
            `${scenario.name}, ${tellBlow(first)}, then ${tellBlow(second)} after it:\n${wrong.join("\n")}`,
          );
        }
      }
      count({ scenarios: 1, cases, violations: found.length });

      expect(found).toEqual([]);
    },
    timeoutMs,
  );
}

/** Every kind at a write; at a read every second one, the others at the next. */
function secondsAt(calls: readonly Call[]): readonly Blow[] {
  return blowsAt(calls).filter(
    (blow, place) => blow.call.kind === "write" || place % 2 === blow.call.index % 2,
  );
}

/** Gives some of a list, the same for the same seed; all of it where the whole is told. */
function drawerOf(of: number): <T>(list: readonly T[], most: number) => readonly T[] {
  const random = randomOf(of);
  return (list, most) => {
    if (isWhole) return list;
    const left = [...list];
    const drawn = [];
    while (left.length > 0 && drawn.length < most) {
      drawn.push(...left.splice(Math.floor(random() * left.length), 1));
    }
    return drawn;
  };
}
