import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { ObservedIssue } from "../../src/model/observed.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { IssueNumber, RepositoryName, Visibility } from "../../src/model/repository.ts";
import { simulate } from "../../src/reconcile/simulate.ts";
import type { World } from "../../src/reconcile/simulate.ts";
import {
  diffOf,
  githubWith,
  home,
  issuesOf,
  planWith,
  repositoryWith,
  worldOf,
} from "../../src/reconcile/test-support.ts";
import { known } from "../../src/model/known.ts";
import { bodies } from "../../src/report/bodies.ts";
import { thousandRuns } from "./thousand-runs.ts";

const audience: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };
const visibility = fc.constantFrom<Visibility>("private", "internal", "public");
const others: readonly RepositoryName[] = ["acme/web", "acme/site"];

/** A plan whose words nobody else has, a phase of it in each repository, and who sees which before and after. */
const circle = fc.record({
  before: fc.tuple(visibility, visibility, visibility),
  after: fc.tuple(visibility, visibility, visibility),
  mode: fc.constantFrom("phases", "tasks" as const),
  retitled: fc.boolean(),
  closed: fc.boolean(),
});

type Circle = typeof circle extends fc.Arbitrary<infer T> ? T : never;

const plan = planWith(
  "# Phase 1: ours-a\n- [ ] T1 ours-b\n# Phase 2: ours-c\n- [ ] T2 ours-d\n# Phase 3: ours-e\n- [ ] T3 ours-f",
);

function reconcile(world: World, mode: Circle["mode"]): readonly Operation[] {
  const site = { server: "https://github.com", home, path: "docs/plan.md" };
  const bodyOf = bodies({ site, gatesOf: () => "", phaseStates: {}, releaseStates: {} });
  const repositories = { "Phase 2: ours-c": "acme/web", "Phase 3: ours-e": "acme/site" };
  return diffOf(world, { settings: { issues: mode, repositories }, bodyOf }).operations;
}

function seenBy(world: World, [mine, ...theirs]: Circle["before"]): World {
  const of = (name: RepositoryName, shown: Visibility) => {
    const whole = repositoryWith(name, { issues: issuesOf(world, name) });
    return { ...whole, facts: { ...whole.facts, visibility: shown } };
  };
  const observed = githubWith(
    of(home, mine),
    ...others.map((name, index) => of(name, theirs[index] ?? "private")),
  );
  return { ...world, observed };
}

/** What people do in the other repositories: words that only they may read. */
function withTheirWords(world: World, { retitled, closed }: Circle): World {
  const repositories = { ...world.observed.repositories };
  for (const name of others) {
    const change = (issue: ObservedIssue): ObservedIssue => ({
      ...issue,
      ...(retitled ? { title: `theirs ${name}` } : {}),
      ...(closed ? { state: "closed", stateReason: "completed" } : {}),
      body: `theirs ${name}\n\n${issue.body}`,
    });
    const own: ObservedIssue = {
      ...repositoryIssue(name),
      title: `theirs ${name}`,
    };
    repositories[name] = known(repositoryWith(name, { issues: [...issuesOf(world, name).map(change), own] }));
  }
  return { ...world, observed: { ...world.observed, repositories } };
}

function repositoryIssue(repository: RepositoryName): ObservedIssue {
  return {
    ref: { repository, number: 900 as IssueNumber },
    id: 900,
    nodeId: `other-${repository}`,
    title: "",
    body: "",
    state: "open",
    stateReason: null,
    labels: [],
    milestone: null,
    own: true,
    parent: null,
    blockedBy: [],
  };
}

/** Where an operation writes. */
function placesOf(operation: Operation): readonly RepositoryName[] {
  if ("repository" in operation) return [operation.repository];
  if ("issue" in operation) return [operation.issue.repository];
  return [home];
}

function visibilityOf(world: World, name: RepositoryName): number {
  const repository = world.observed.repositories[name];
  return repository?.kind === "known" ? audience[repository.value.facts.visibility] : 0;
}

function leaks(world: World, operations: readonly Operation[]): readonly string[] {
  return operations.flatMap((operation) => {
    const text = JSON.stringify(operation);
    return placesOf(operation).flatMap((place) => {
      const reach = visibilityOf(world, place);
      const ours =
        reach > visibilityOf(world, home) && text.includes("ours-") ? [`the plan's words in ${place}`] : [];
      const theirs = others.filter(
        (name) => place !== name && reach > visibilityOf(world, name) && text.includes(`theirs ${name}`),
      );
      return [...ours, ...theirs.map((name) => `words of ${name} in ${place}`)];
    });
  });
}

it("no word of a repository goes where more people can read, also after one became more visible", () => {
  fc.assert(
    fc.property(circle, (one) => {
      const first = seenBy(worldOf(plan), one.before);
      const begun = reconcile(first, one.mode);
      const synced = begun.reduce<World>((world, operation) => simulate(operation, world), {
        ...first,
        matches: diffOf(first).matches,
      });
      const second = seenBy(withTheirWords(synced, one), one.after);

      expect([...leaks(first, begun), ...leaks(second, reconcile(second, one.mode))]).toEqual([]);
    }),
    thousandRuns,
  );
}, 60_000);
