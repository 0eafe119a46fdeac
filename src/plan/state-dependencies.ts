import { startOf } from "../model/moment.ts";
import type { Dependency } from "../model/plan.ts";
import { criterionOf } from "./criterion-draft.ts";
import type { CriterionDraft } from "./criterion-draft.ts";
import type { Draft } from "./draft.ts";
import type { DependencyDraft } from "./find-dependencies.ts";
import type { GateDraft } from "./gate-draft.ts";
import { askRestatedBy } from "./same-ask.ts";
import { placeOf } from "./source.ts";
import { versionAtStart } from "./versions.ts";

/** The gates that dependencies in words make, and for each such dependency the criterion that asks it. */
export interface StatedDependencies {
  readonly gates: readonly GateDraft[];
  readonly askedBy: ReadonlyMap<DependencyDraft, CriterionDraft>;
}

/**
 * A dependency that names no node and no version is a statement before the start of its phase or plan, in its own
 * words; one that restates an approval is that approval's.
 */
export function stateDependencies(
  draft: Draft,
  gates: readonly GateDraft[],
  dependencies: readonly DependencyDraft[],
): StatedDependencies {
  const askedBy = new Map<DependencyDraft, CriterionDraft>();
  const stated = new Map<string, GateDraft>();
  for (const dependency of dependencies) {
    const { block, from, to, external, binding } = dependency;
    const phase = draft.phases.find((one) => one.key === from);
    const isStatement = binding && external && versionAtStart(to) === undefined;
    if (!isStatement || (phase === undefined && from !== "plan")) continue;
    const moment = startOf(from);
    const restated = askRestatedBy(gates, moment, to);
    const criterion = restated ?? { ...criterionOf({ ...block, codes: [] }, to), block };
    askedBy.set(dependency, criterion);
    if (restated !== undefined) continue;
    const gate = stated.get(from) ?? { ...dependenciesGate, block, before: [moment], criteria: [], phase };
    stated.set(from, { ...gate, criteria: [...gate.criteria, criterion] });
  }
  return { gates: [...stated.values()], askedBy };
}

const dependenciesGate = {
  id: undefined,
  title: "Dependencies",
  kind: "prerequisites",
  approve: undefined,
} as const;

export function dependencyOf(draft: Draft, found: DependencyDraft, sameAs: string | undefined): Dependency {
  const { block, from, to, state, external, binding } = found;
  return {
    ...placeOf(draft.source, block),
    from,
    to,
    ...(state === undefined ? {} : { state }),
    external,
    ...(binding ? {} : { shown: true }),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
}
