import type { Moment } from "../model/moment.ts";
import { doneOf, kindOfMoment } from "../model/moment.ts";
import type { Condition, Criterion, Dependency, Gate, Phase, Plan, Release, Task } from "../model/plan.ts";
import { canonicalVersion } from "../model/version.ts";

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
  /** Releases by their canonical version. */
  readonly releaseOf: ReadonlyMap<string, Release>;
  /** Releases by the phase that declares them; those of none under `undefined`. */
  readonly releasesOf: ReadonlyMap<string | undefined, readonly Release[]>;
  /** Conditions by the key of their phase. */
  readonly conditionsOf: ReadonlyMap<string, readonly Condition[]>;
}

/** What of a gate stands before one moment. */
export interface GatePart {
  readonly gate: Gate;
  readonly criteria: readonly Criterion[];
}

export function indexPlan(plan: Plan): PlanIndex {
  const phaseOf = firstBy(plan.phases, (phase) => phase.key);
  const releaseOf = firstBy(plan.releases, ({ version }) => canonicalVersion(version) ?? version);
  /** A phase's key as it is; a version's, where no phase has it as key, by its release. */
  const holderOf = (name: string): string => {
    if (phaseOf.has(name)) return name;
    const release = releaseOf.get(canonicalVersion(name) ?? name);
    return release?.phase ?? release?.version ?? name;
  };
  return {
    phaseOf,
    releaseOf,
    releasesOf: groupBy(plan.releases, (release) => release.phase),
    conditionsOf: groupBy(plan.conditions, (condition) => holderOf(condition.phase)),
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
    dependenciesOf: groupBy(
      plan.dependencies.filter(({ shown }) => shown !== true),
      (dependency) => holderOf(dependency.from),
    ),
  };
}

/** The release of the plan that `version` names; `v0.2` and `v0.2.0` are one. */
export function declaredRelease(index: PlanIndex, version: string): Release | undefined {
  return index.releaseOf.get(canonicalVersion(version) ?? version);
}

/** A phase and the phases around it, outermost first. A circle of parents ends where it closes. */
export function lineageOf(index: PlanIndex, key: string | undefined): Phase[] {
  const lineage: Phase[] = [];
  let phase = key === undefined ? undefined : index.phaseOf.get(key);
  while (phase !== undefined && !lineage.includes(phase)) {
    lineage.unshift(phase);
    phase = phase.parent === undefined ? undefined : index.phaseOf.get(phase.parent);
  }
  return lineage;
}

/**
 * Criteria that can only be true after the tag stand before `done` alone: of the gate's own `done` moments, or where
 * it names none, of its phase or the plan.
 */
function partsBefore(gates: readonly Gate[]): Map<Moment, GatePart[]> {
  const parts = new Map<Moment, GatePart[]>();
  const add = (moment: Moment, part: GatePart) => {
    const there = parts.get(moment);
    if (there === undefined) parts.set(moment, [part]);
    else there.push(part);
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
