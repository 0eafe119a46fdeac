import { expect, it } from "vitest";
import { startCount } from "./count-cases.ts";
import { blowsAt, tellBlow } from "./fault.ts";
import { courseOf, runCase } from "./run-case.ts";
import type { Scenario } from "./scenarios.ts";

const isWhole = process.env["PLANGATE_FAULTS"] === "all";

/** Without the flag every so many-th case is run, so that each scenario and each kind has its share. */
const step = isWhole ? 1 : 23;

/** A whole scenario is some five hundred worlds. */
const timeoutMs = 30 * 60_000;

/** One test for each scenario: whatever single fault befalls whichever call, it ends as if there had been none. */
export function tellMatrix(scenarios: readonly Scenario[]): void {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s",
    async (name, scenario) => {
      const count = startCount("one fault");
      const course = await courseOf(scenario);
      const cases = blowsAt(course.calls).filter((_, index) => index % step === 0);
      const found: string[] = [];
      for (const blow of cases) {
        const wrong = await runCase({ scenario, course, blows: [blow] });
        if (wrong.length > 0) found.push(`${name}, ${tellBlow(blow)}:\n${wrong.join("\n")}`);
      }
      count({ scenarios: 1, cases: cases.length, violations: found.length });

      expect(found).toEqual([]);
    },
    timeoutMs,
  );
}
