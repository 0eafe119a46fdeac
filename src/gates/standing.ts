import type { Dependency, Phase, Release, Task } from "../model/plan.ts";
import type { PhaseState, ReleaseState } from "../model/verdict.ts";
import { canonicalVersion } from "../model/version.ts";
import type { Case } from "./case.ts";
import { conditionNode } from "./decisions.ts";
import { declaredRelease } from "./index-plan.ts";

/** Where phases and releases stand, as far as is known. */
export interface Standing {
  readonly phases: ReadonlyMap<string, PhaseState>;
  readonly releases: ReadonlyMap<string, ReleaseState>;
  /** What keeps each open phase from being done, as keys. */
  readonly openOf: ReadonlyMap<string, readonly string[]>;
  /** What has to be released or skipped before each version, by version. */
  readonly lower: ReadonlyMap<string, readonly string[]>;
}

/** A phase and the phases around it, outermost first. A circle of parents ends where it closes. */
export function lineageOf(on: Case, key: string | undefined): Phase[] {
  const lineage: Phase[] = [];
  let phase = key === undefined ? undefined : on.index.phaseOf.get(key);
  while (phase !== undefined && !lineage.includes(phase)) {
    lineage.unshift(phase);
    phase = phase.parent === undefined ? undefined : on.index.phaseOf.get(phase.parent);
  }
  return lineage;
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
  const inside = on.plan.phases.filter((phase) => lineageOf(on, phase.key).some(({ key }) => out.has(key)));
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
  if (fact?.state !== "closed" || fact.reason !== "not_planned") return { state: "open" };
  return { state: "dropped", ...(fact.closedBy === undefined ? {} : { by: fact.closedBy }) };
}

/** Every dependency met on the way from `key` through phases: what has to be, not only what was named. */
export function dependenciesBehind(on: Case, key: string): Dependency[] {
  const seen = new Set([key]);
  const behind: Dependency[] = [];
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const dependency of on.index.dependenciesOf.get(next) ?? []) {
      behind.push(dependency);
      const to = dependency.external ? undefined : nodeOf(on, dependency.to);
      if (to === undefined || seen.has(to)) continue;
      seen.add(to);
      waiting.push(to);
    }
  }
  return behind;
}

/** Versions that must be released before `key` can go on: those it names, and those of the phases it waits for. */
export function versionsBehind(on: Case, key: string): Set<string> {
  const versions = new Set<string>();
  const reached = new Set<string>();
  const seen = new Set<string>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const dependency of on.index.dependenciesOf.get(next) ?? []) {
      const to = dependency.external ? undefined : nodeOf(on, dependency.to);
      if (to === undefined || reached.has(to)) continue;
      reached.add(to);
      const inside = [to, ...keysInside(on, to)];
      for (const part of inside) versionsOf(on, part).forEach((version) => versions.add(version));
      // To be released, a version also needs the starts around it.
      for (const part of [...inside, ...lineageOf(on, to).map((phase) => phase.key)]) {
        if (!seen.has(part)) waiting.push(part);
        seen.add(part);
      }
    }
  }
  return versions;
}

/** True where `key`, or a phase around it, waits for `version` to be released: it comes after the tag. */
export function comesAfter(on: Case, key: string, version: string): boolean {
  return lineageOf(on, key).some((phase) => versionsBehind(on, phase.key).has(version));
}

function versionsOf(on: Case, key: string): string[] {
  const own = on.index.releasesOf.get(key) ?? [];
  const untied = on.index.releaseOf.get(canonicalVersion(key) ?? key);
  return [...own, ...(untied?.phase === undefined && untied !== undefined ? [untied] : [])].map(
    (release) => release.version,
  );
}

/** Keys of every phase inside one, at any depth. */
function keysInside(on: Case, key: string): Set<string> {
  const inside = new Set<string>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of on.index.childrenOf.get(next) ?? []) {
      if (inside.has(child.key)) continue;
      inside.add(child.key);
      waiting.push(child.key);
    }
  }
  return inside;
}

/** The phase that a name of this plan stands for, by its key or its version. */
export function nodeOf(on: Case, name: string): string | undefined {
  if (on.index.phaseOf.has(name)) return name;
  const release = declaredRelease(on.index, name);
  return release === undefined ? undefined : (release.phase ?? release.version);
}
