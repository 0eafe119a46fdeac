import { expect, test } from "vitest";
import { evaluate } from "../../src/gates/evaluate.ts";
import { judgeVersion } from "../../src/gates/judge-version.ts";
import { known } from "../../src/model/known.ts";
import type { IssueNumber } from "../../src/model/repository.ts";
import { lets } from "../../src/model/verdict.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { silent } from "../golden/silent.ts";
import { today, untouched, withEvidence } from "../golden/world.ts";
import { nothingKnown } from "./evidence-with.ts";
import { sharedPlans } from "./plans-folder.ts";

const plans = sharedPlans().map(({ name, bytes }) => ({ name, plan: parsePlan(bytes).plan }));

test("every verdict has its reason, and every one that holds its way out", () => {
  const found = plans.flatMap(({ name, plan }) =>
    [untouched(plan), withEvidence(untouched(plan), nothingKnown)].flatMap((world) =>
      silent(world).map((key) => `${name} ${key}`),
    ),
  );

  expect(found).toEqual([]);
});

test("says the same before and after the first sync, and at any time of day", () => {
  for (const { plan } of plans) {
    const world = untouched(plan);
    const issue = { repository: "o/r" as const, number: 1 as IssueNumber };
    const open = { issue, state: "open" as const, reason: null };
    const subjects = [
      "plan",
      ...plan.phases.map((phase) => `phase:${phase.identity}`),
      ...plan.tasks.map((task) => `task:${task.identity}`),
    ];
    const synced = withEvidence(world, {
      issues: known(Object.fromEntries(subjects.map((subject) => [subject, open]))),
    });

    expect(evaluate({ ...synced, now: new Date(today.getTime() + 3_600_000) })).toEqual(
      evaluate({ ...world, now: today }),
    );
  }
});

test("opens no final version of any real plan when nothing could be read", () => {
  const opened = plans.flatMap(({ name, plan }) =>
    plan.releases
      .map(({ version }) =>
        judgeVersion({ ...withEvidence(untouched(plan), nothingKnown), now: today, version }),
      )
      .filter((node) => lets(node.verdict))
      .map((node) => `${name} ${node.key}`),
  );

  expect(opened).toEqual([]);
});
