import type { CreateIssue } from "../../src/model/operation.ts";
import type { ObservedIssue } from "../../src/model/observed.ts";
import type { IssueNumber } from "../../src/model/repository.ts";
import type { World } from "../../src/reconcile/simulate.ts";
import {
  diffOf,
  githubWith,
  home,
  planWith,
  repositoryWith,
  worldOf,
} from "../../src/reconcile/test-support.ts";

/** Every task has an issue, and nothing but its words says which. */
const how = { settings: { issues: "tasks" as const, links: "off" as const } };

/** The pure diff of a world, as the measurements ask for it. */
export function diffWorld(world: World): ReturnType<typeof diffOf> {
  return diffOf(world, how);
}

/** A plan of phases of fifty lines, whose task `index` begins with `verbOf(index)`. */
function planOf(count: number, verbOf: (index: number) => string) {
  const lines = Array.from({ length: count }, (_, index) =>
    index % 50 === 0
      ? `# Phase ${index / 50}: Part ${index}`
      : `- [ ] ${verbOf(index)} the module number ${index} of it`,
  );
  return planWith(lines.join("\n"));
}

/** The world of a plan whose issues are not there yet. */
export function unsyncedWorld(count: number): World {
  return worldOf(planOf(count, () => "Write"));
}

/** A plan whose issues are all there, made at once: simulating thousands of creates one by one takes its time. */
export function syncedWorld(count: number): World {
  const plan = planOf(count, () => "Write");
  const creates = diffWorld(worldOf(plan)).operations.filter(({ kind }) => kind === "create-issue");
  return worldOf(plan, githubWith(repositoryWith(home, { issues: issuesOf(creates as CreateIssue[]) })));
}

/** A synced world in which some lines were reworded since: those whose index is a multiple of `every`. */
export function rewordedWorld(count: number, every: number): World {
  const plan = planOf(count, (index) => (index % every === 0 ? "Rewrite" : "Write"));
  return { ...syncedWorld(count), plan };
}

function issuesOf(creates: readonly CreateIssue[]): readonly ObservedIssue[] {
  const numbers = new Map(creates.map(({ subject }, index) => [subject, (index + 1) as IssueNumber]));
  const refOf = (subject: CreateIssue["subject"] | undefined) => {
    const number = subject === undefined ? undefined : numbers.get(subject);
    return number === undefined ? null : { repository: home, number };
  };
  return creates.map(({ subject, title, body, labels, parent }, index): ObservedIssue => {
    const ref = refOf(subject) ?? { repository: home, number: 0 as IssueNumber };
    const rest = { state: "open", stateReason: null, milestone: null, own: true, blockedBy: [] } as const;
    return { ref, id: index, nodeId: `i${index}`, title, body, labels, parent: refOf(parent), ...rest };
  });
}
