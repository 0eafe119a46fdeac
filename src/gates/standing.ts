import type { Release, Task } from "../model/plan.ts";
import type { PhaseState, ReleaseState } from "../model/verdict.ts";
import { canonicalVersion } from "../model/version.ts";
import type { Answer } from "./answer.ts";
import type { Case } from "./case.ts";
import { conditionNode } from "./decisions.ts";
import { declaredRelease, lineageOf } from "./index-plan.ts";

/** Something a phase waits for, directly or not, that does not hold. */
export interface OpenBehind {
  readonly to: string;
  readonly answer: Answer;
}

/** Where phases and releases stand, as far as is known. */
export interface Standing {
  readonly phases: ReadonlyMap<string, PhaseState>;
  readonly releases: ReadonlyMap<string, ReleaseState>;
  /** What keeps each open phase from being done, as keys. */
  readonly openOf: ReadonlyMap<string, readonly string[]>;
  /** What has to be released or skipped before each version, by version. */
  readonly lower: ReadonlyMap<string, readonly string[]>;
  /** What was found to be open behind a phase, as far as it was looked for; null where nothing is. */
  readonly behind: Map<string, OpenBehind | null>;
}

/** Keys of the phases that a decision took out, those inside them included. */
export function skippedPhases(on: Case): Set<string> {
  const out = new Set(
    [...on.index.conditionsOf]
      .filter(([, conditions]) =>
        conditions.some((condition) => conditionNode(on, condition).verdict === "skipped"),
      )
      .map(([key]) => key),
  );
  if (out.size === 0) return out;
  const inside = on.plan.phases.filter((phase) =>
    lineageOf(on.index, phase.key).some(({ key }) => out.has(key)),
  );
  return new Set([...out, ...inside.map((phase) => phase.key)]);
}

export function releaseStateOf(on: Case, release: Release, skipped: ReadonlySet<string>): ReleaseState {
  if (isTagged(on, release.version)) return "tagged";
  return release.phase !== undefined && skipped.has(release.phase) ? "skipped" : "open";
}

/** True where a tag of the repository names this very release. */
export function isTagged(on: Case, version: string): boolean {
  return on.tagged.has(canonicalVersion(version) ?? version);
}

export type TaskState = "done" | "dropped" | "open";

/** The box is the truth; a task whose issue people closed as not planned is dropped. */
export function taskState(on: Case, task: Task): { readonly state: TaskState; readonly by?: string } {
  if (task.checked) return { state: "done" };
  const { issues } = on.evidence;
  const subject = `task:${task.identity}`;
  if (issues.kind === "unknown" || !Object.hasOwn(issues.value, subject)) return { state: "open" };
  const fact = issues.value[subject];
  if (fact?.state !== "closed" || fact.reason !== "not_planned" || fact.closedByUs === true) {
    return { state: "open" };
  }
  return { state: "dropped", ...(fact.closedBy === undefined ? {} : { by: fact.closedBy }) };
}

/** The phase that a name of this plan stands for, by its key or its version. */
export function nodeOf(on: Case, name: string): string | undefined {
  if (on.index.phaseOf.has(name)) return name;
  const release = declaredRelease(on.index, name);
  return release === undefined ? undefined : (release.phase ?? release.version);
}
