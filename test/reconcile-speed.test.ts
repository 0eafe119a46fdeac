import { expect, it } from "vitest";
import type { CreateIssue } from "../src/model/operation.ts";
import type { ObservedIssue } from "../src/model/observed.ts";
import type { IssueNumber } from "../src/model/repository.ts";
import type { World } from "../src/reconcile/simulate.ts";
import {
  diffOf,
  githubWith,
  home,
  planWith,
  repositoryWith,
  worldOf,
} from "../src/reconcile/test-support.ts";

const how = { settings: { issues: "tasks" as const, links: "off" as const } };

function planOf(count: number, verb: string) {
  const lines = Array.from({ length: count }, (_, index) =>
    index % 50 === 0
      ? `# Phase ${index / 50}: Part ${index}`
      : `- [ ] ${verb} the module number ${index} of it`,
  );
  return planWith(lines.join("\n"));
}

/** A plan whose issues are all there, made at once: simulating thousands of creates one by one takes its time. */
function synced(count: number): World {
  const plan = planOf(count, "Write");
  const creates = diffOf(worldOf(plan), how).operations.filter(
    (operation) => operation.kind === "create-issue",
  );
  const numbers = new Map(creates.map(({ subject }, index) => [subject, (index + 1) as IssueNumber]));
  const refOf = (subject: CreateIssue["subject"] | undefined) => {
    const number = subject === undefined ? undefined : numbers.get(subject);
    return number === undefined ? null : { repository: home, number };
  };
  const issues = creates.map(({ subject, title, body, labels, parent }, index): ObservedIssue => {
    const ref = refOf(subject) ?? { repository: home, number: 0 as IssueNumber };
    const rest = { state: "open", stateReason: null, milestone: null, own: true, blockedBy: [] } as const;
    return { ref, id: index, nodeId: `i${index}`, title, body, labels, parent: refOf(parent), ...rest };
  });
  return worldOf(plan, githubWith(repositoryWith(home, { issues })));
}

/** The least of several samples, each of the same number of tasks: a machine may be busy with other things. */
function leastMsPerTask(samples: readonly (readonly World[])[]): readonly number[] {
  const least = samples.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < 7; run += 1) {
    for (const [index, worlds] of samples.entries()) {
      const start = performance.now();
      for (const world of worlds) diffOf(world, how);
      least[index] = Math.min(least[index] ?? 0, performance.now() - start);
    }
  }
  return least;
}

it.each([
  ["a first sync", (count: number) => worldOf(planOf(count, "Write"))],
  [
    "a plan whose every task was reworded",
    (count: number) => ({ ...synced(count), plan: planOf(count, "Rewrite") }),
  ],
  ["a plan that is in sync", synced],
])(
  "diff() of 5,000 tasks takes no more than ten diffs of 500, a third for the larger memory aside: %s",
  (...[, worldWith]) => {
    const [few = 0, many = 0] = leastMsPerTask([
      Array.from({ length: 10 }, () => worldWith(500)),
      [worldWith(5000)],
    ]);

    expect(many / few).toBeLessThan(1.34);
  },
  120_000,
);
