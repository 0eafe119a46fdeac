import { describe, expect, it } from "vitest";
import { startCount } from "./count-cases.ts";
import { nothingBefell } from "./fate.ts";
import type { Befallen } from "./fate.ts";
import { runSchedule } from "./run-schedule.ts";

const seeds = Number(process.env["PLANGATE_SEEDS"] ?? 2_000);
const firstSeed = Number(process.env["PLANGATE_SEED"] ?? 1);
const timeoutMs = 20 * 60_000;

function sum(left: Befallen, right: Befallen): Befallen {
  return {
    pauses: left.pauses + right.pauses,
    deaths: left.deaths + right.deaths,
    unanswered: left.unanswered + right.unanswered,
    late: left.late + right.late,
    unsent: left.unsent + right.unsent,
    refused: left.refused + right.refused,
    leasesLost: left.leasesLost + right.leasesLost,
  };
}

function tell({ pauses, deaths, unanswered, late, unsent, refused, leasesLost }: Befallen): string {
  const lost = `${unanswered + late + unsent} answers lost (${unanswered} of what was done, ${late} of what was done late)`;
  return `${pauses} pauses, ${deaths} deaths at work, ${lost}, ${refused} refusals, ${leasesLost} leases lost`;
}

describe("workers on one store", () => {
  it(
    `make each issue once in ${seeds} courses, whoever pauses, dies or is not answered`,
    async () => {
      const count = startCount("schedules of workers");
      const found: string[] = [];
      let befallen = nothingBefell;
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const end = await runSchedule(seed);
        befallen = sum(befallen, end.befallen);
        if (end.wrong.length > 0)
          found.push(`PLANGATE_SEED=${seed} PLANGATE_SEEDS=1: ${end.wrong.join("; ")}`);
      }
      count({ scenarios: 1, cases: seeds, violations: found.length });
      process.stdout.write(`${seeds} schedules: ${tell(befallen)}\n`);

      expect(found).toEqual([]);
    },
    timeoutMs,
  );

  it("go the same course for the same seed", async () => {
    expect(await runSchedule(firstSeed)).toEqual(await runSchedule(firstSeed));
  });
});
