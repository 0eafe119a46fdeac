import * as fc from "fast-check";
import type { Moment } from "../../src/model/moment.ts";
import { doneOf, startOf, tagOf } from "../../src/model/moment.ts";
import type { Criterion, Gate, Phase, Plan, Release, Task } from "../../src/model/plan.ts";
import {
  condition,
  decision,
  dependency,
  gate,
  phase,
  planWith,
  release,
  task,
} from "../shared/plan-with.ts";

/** How one phase of a generated plan looks; numbers choose among what comes before it. */
interface PhaseShape {
  /** How many levels up the next phase stands: 0 inside the one before it. */
  readonly up: number;
  readonly releases: boolean;
  /** Less than a thousand: versions need not come in the order of the phases. */
  readonly minor: number;
  readonly waitsFor: readonly number[];
  readonly external: "none" | "version" | "words";
  readonly conditional: boolean;
  readonly tasks: readonly Task["role"][];
  readonly gates: readonly GateShape[];
}

interface GateShape {
  readonly before: "start" | "tag" | "done" | "tag and done" | "plan";
  readonly kind: Gate["kind"];
  readonly count: number;
  readonly criteria: readonly {
    readonly kind: Criterion["kind"];
    readonly after: boolean;
    readonly same: number;
  }[];
}

const gateShape: fc.Arbitrary<GateShape> = fc.record({
  before: fc.constantFrom("start", "tag", "done", "tag and done", "plan"),
  kind: fc.constantFrom("criteria", "security", "approval", "checklist"),
  count: fc.integer({ min: 1, max: 2 }),
  criteria: fc.array(
    fc.record({
      kind: fc.constantFrom(
        "box",
        "threshold",
        "command",
        "file",
        "tags",
        "statement",
        "approval",
        "decision",
      ),
      after: fc.boolean(),
      same: fc.integer({ min: -3, max: 5 }),
    }),
    { maxLength: 3 },
  ),
});

const phaseShape: fc.Arbitrary<PhaseShape> = fc.record({
  up: fc.nat({ max: 3 }),
  releases: fc.boolean(),
  minor: fc.nat({ max: 9 }),
  waitsFor: fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
  external: fc.constantFrom("none", "none", "version", "words"),
  conditional: fc.constantFrom(false, false, true),
  tasks: fc.array(fc.constantFrom("work", "work", "after", "index", "legend", "placeholder"), {
    maxLength: 3,
  }),
  gates: fc.array(gateShape, { maxLength: 2 }),
});

/**
 * A plan that a careful author could have written: phases wait for earlier ones alone, and what is after the fact
 * stands in a phase that declares a release.
 */
export const somePlan: fc.Arbitrary<Plan> = fc
  .record({ shapes: fc.array(phaseShape, { minLength: 1, maxLength: 6 }), titled: fc.boolean() })
  .map(({ shapes, titled }) => planOf(shapes, titled));

function planOf(shapes: readonly PhaseShape[], titled: boolean): Plan {
  const phases = phasesOf(shapes);
  const releases = releasesOf(phases, titled);
  const gates = shapes.flatMap((shape, position) => gatesOf(shape, { position, phases, releases }));
  const plan = planWith({
    phases,
    releases,
    gates: gates.map((one, position) => renamed(one, `G${position + 1}`)),
    tasks: shapes.flatMap((shape, position) => tasksOf(shape, phases[position])),
    decisions: [decision("D1", ["proceed", "defer"])],
    conditions: shapes.flatMap((shape, position) =>
      shape.conditional ? [condition(keyOf(shape, position), "D1", "proceed")] : [],
    ),
    dependencies: shapes.flatMap((shape, position) => dependenciesOf(shape, { position, phases })),
  });
  return restated(plan, shapes);
}

function keyOf(shape: PhaseShape, position: number): string {
  return shape.releases ? `v0.${shape.minor}.${position}` : `phase-${position}`;
}

function phasesOf(shapes: readonly PhaseShape[]): Phase[] {
  const phases: Phase[] = [];
  const around: string[] = [];
  for (const [position, shape] of shapes.entries()) {
    around.splice(Math.max(0, around.length - shape.up));
    const key = keyOf(shape, position);
    const parent = around.at(-1);
    const declares = shape.releases ? { release: key } : {};
    const inside = parent === undefined ? {} : { parent };
    phases.push(phase(key, { title: `Phase ${position}`, line: position + 1, ...declares, ...inside }));
    around.push(key);
  }
  return phases;
}

function releasesOf(phases: readonly Phase[], titled: boolean): Release[] {
  const declared = phases.flatMap(({ key, release: version }) =>
    version === undefined ? [] : [release(version, { phase: key })],
  );
  return titled ? [...declared, release("v1.0", { declaredBy: "title" })] : declared;
}

function gatesOf(
  shape: PhaseShape,
  at: { readonly position: number; readonly phases: readonly Phase[]; readonly releases: readonly Release[] },
): Gate[] {
  const key = keyOf(shape, at.position);
  return shape.gates.map(({ before, kind, count, criteria }, number) => {
    const moments: Record<GateShape["before"], Moment[]> = {
      start: [startOf(key)],
      tag: shape.releases ? [tagOf(key)] : [doneOf(key)],
      done: [doneOf(key)],
      "tag and done": shape.releases ? [tagOf(key), doneOf(key)] : [doneOf(key)],
      plan: [startOf("plan")],
    };
    return gate("G", moments[before], {
      kind,
      title: `Gate ${at.position}.${number}`,
      phase: key,
      approve: { by: [], count, otherThanAuthor: false },
      criteria: criteria.map((criterion) => ({
        kind: criterion.kind,
        after: criterion.after && shape.releases && before !== "start" && before !== "plan",
        ...(criterion.kind === "file" ? { file: `src/${at.position}.ts` } : {}),
        ...(criterion.kind === "tags" ? { tags: { prefix: "v9.9", count: 2, exactly: false } } : {}),
        ...(criterion.kind === "decision" ? { decision: "D1" } : {}),
      })),
    });
  });
}

function renamed(one: Gate, key: string): Gate {
  const criteria = one.criteria.map((criterion, position) => ({
    ...criterion,
    key: `${key}.${position + 1}`,
  }));
  return { ...one, key, criteria };
}

function tasksOf(shape: PhaseShape, of: Phase | undefined): Task[] {
  return shape.tasks.map((role, number) =>
    task(`task ${of?.key ?? ""} ${number}`, {
      role: role === "after" && !shape.releases ? "work" : role,
      ...(of === undefined ? {} : { phase: of.key }),
    }),
  );
}

function dependenciesOf(
  shape: PhaseShape,
  at: { readonly position: number; readonly phases: readonly Phase[] },
) {
  const from = keyOf(shape, at.position);
  const earlier = at.phases.slice(0, at.position).filter((one) => !isAround(one.key, from, at.phases));
  const named = shape.waitsFor.flatMap((number) => earlier[number % Math.max(1, earlier.length)]?.key ?? []);
  const external = { none: [], version: ["v0.0.7"], words: ["Legal sign-off"] }[shape.external];
  return [
    ...named.map((to) => dependency(from, to)),
    ...external.map((to) => dependency(from, to, { external: true })),
  ];
}

function isAround(outer: string, key: string, phases: readonly Phase[]): boolean {
  const parent = phases.find((one) => one.key === key)?.parent;
  return parent !== undefined && (parent === outer || isAround(outer, parent, phases));
}

/** Some lines restate an earlier line of a gate that is no longer shut then. */
function restated(plan: Plan, shapes: readonly PhaseShape[]): Plan {
  const keys = plan.gates.flatMap((one) => one.criteria.map((criterion) => criterion.key));
  const wishes = shapes.flatMap((shape) =>
    shape.gates.flatMap((one) => one.criteria.map(({ same }) => same)),
  );
  let number = -1;
  const gates = plan.gates.map((one) => ({
    ...one,
    criteria: one.criteria.map((criterion) => {
      number += 1;
      const sameAs = keys[wishes[number] ?? -1];
      return sameAs === undefined || sameAs === criterion.key ? criterion : { ...criterion, sameAs };
    }),
  }));
  return { ...plan, gates };
}
