import type { Moment } from "../model/moment.ts";
import { doneOf, kindOfMoment } from "../model/moment.ts";
import type { Criterion, Dependency, Gate, Phase, Plan, Release, Task } from "../model/plan.ts";
import { isSameVersion } from "../model/version.ts";

/** A plan's nodes by their names. The first of equal names counts: the parser reports the others. */
export interface PlanIndex {
  readonly phaseOf: ReadonlyMap<string, Phase>;
  readonly childrenOf: ReadonlyMap<string, readonly Phase[]>;
  /** Tasks by the key of the innermost phase around them; those of no phase under `undefined`. */
  readonly tasksOf: ReadonlyMap<string | undefined, readonly Task[]>;
  readonly taskOfId: ReadonlyMap<string, Task>;
  readonly gatesBefore: ReadonlyMap<Moment, readonly GatePart[]>;
  readonly criterionOf: ReadonlyMap<string, { readonly gate: Gate; readonly criterion: Criterion }>;
  /** Dependencies by the key of the phase that has them, or `plan`; those of a version without phase by the version. */
  readonly dependenciesOf: ReadonlyMap<string, readonly Dependency[]>;
}

/** What of a gate stands before one moment. */
export interface GatePart {
  readonly gate: Gate;
  readonly criteria: readonly Criterion[];
}

export function indexPlan(plan: Plan): PlanIndex {
  return {
    phaseOf: firstBy(plan.phases, (phase) => phase.key),
    childrenOf: groupBy(
      plan.phases.filter((phase) => phase.parent !== undefined),
      (phase) => phase.parent ?? "",
    ),
    tasksOf: groupBy(plan.tasks, (task) => task.phase),
    taskOfId: firstBy(
      plan.tasks.filter((task) => task.id !== undefined),
      (task) => task.id ?? "",
    ),
    gatesBefore: partsBefore(plan.gates),
    criterionOf: firstBy(
      plan.gates.flatMap((gate) => gate.criteria.map((criterion) => ({ gate, criterion }))),
      ({ criterion }) => criterion.key,
    ),
    dependenciesOf: groupBy(plan.dependencies, (dependency) => holderOf(plan, dependency)),
  };
}

/** The release of the plan that `version` names; `v0.2` and `v0.2.0` are one. */
export function declaredRelease(plan: Plan, version: string): Release | undefined {
  return plan.releases.find(
    (release) => release.version === version || isSameVersion(version, release.version),
  );
}

/** `from` may be a phase's key or its version. */
function holderOf(plan: Plan, dependency: Dependency): string {
  if (plan.phases.some((phase) => phase.key === dependency.from)) return dependency.from;
  const release = declaredRelease(plan, dependency.from);
  return release?.phase ?? release?.version ?? dependency.from;
}

/**
 * Criteria that can only be true after the tag stand before `done` alone: of the gate's own `done` moments, or where
 * it names none, of its phase or the plan.
 */
function partsBefore(gates: readonly Gate[]): Map<Moment, GatePart[]> {
  const parts = new Map<Moment, GatePart[]>();
  const add = (moment: Moment, part: GatePart) => {
    parts.set(moment, [...(parts.get(moment) ?? []), part]);
  };
  for (const gate of gates) {
    const atOnce = gate.criteria.filter((criterion) => !criterion.after);
    const after = gate.criteria.filter((criterion) => criterion.after);
    for (const moment of new Set(gate.before)) {
      if (kindOfMoment(moment) === "done") add(moment, { gate, criteria: gate.criteria });
      else if (atOnce.length > 0 || after.length === 0) add(moment, { gate, criteria: atOnce });
    }
    const waits = gate.before.some((moment) => kindOfMoment(moment) === "done");
    if (gate.before.length > 0 && !waits && after.length > 0) {
      add(doneOf(gate.phase ?? "plan"), { gate, criteria: after });
    }
  }
  return parts;
}

function firstBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value> {
  return new Map(values.toReversed().map((value) => [keyOf(value), value]));
}

function groupBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  return Map.groupBy(values, keyOf);
}
