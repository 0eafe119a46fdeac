import type { Plan, Release } from "../model/plan.ts";
import type { PlanIndex } from "./index-plan.ts";
import { declaredRelease, lineageOf } from "./index-plan.ts";

/** `start <phase>`, `done <phase>` or `tag <version>`: a moment as a knot of what waits for what. */
type Knot = string;

interface Looked {
  readonly plan: Plan;
  readonly index: PlanIndex;
}

/** Which moments wait for which, backwards: from what is waited for to what waits. */
export type Waits = ReadonlyMap<Knot, readonly Knot[]>;

/**
 * What the dependencies of a plan make wait for what. `withParts`: a tag also waits for the starts of the phases inside
 * the one that declares it.
 */
export function waitsOf(on: Looked, withParts: boolean): Waits {
  const waiting = new Map<Knot, Knot[]>();
  const wait = (knot: Knot, forKnot: Knot) => {
    const there = waiting.get(forKnot);
    if (there === undefined) waiting.set(forKnot, [knot]);
    else there.push(knot);
  };
  for (const [holder, dependencies] of on.index.dependenciesOf) {
    for (const dependency of dependencies.filter(({ external }) => !external)) {
      const release = declaredRelease(on.index, dependency.to);
      if (release !== undefined) wait(`start ${holder}`, `tag ${release.version}`);
      else if (on.index.phaseOf.has(dependency.to)) wait(`start ${holder}`, `done ${dependency.to}`);
    }
  }
  for (const { key, parent } of on.plan.phases) {
    // A phase one waits for has to have been allowed to start.
    wait(`done ${key}`, `start ${key}`);
    if (parent !== undefined) wait(`done ${parent}`, `done ${key}`);
    if (!withParts || on.index.releasesOf.has(key)) continue;
    wait(`parts ${key}`, `start ${key}`);
    if (parent !== undefined && !on.index.releasesOf.has(parent)) wait(`parts ${parent}`, `parts ${key}`);
  }
  for (const release of on.plan.releases) waitForTag(on, release, wait);
  return waiting;
}

function waitForTag(
  on: Looked,
  { version, phase }: Release,
  wait: (knot: Knot, forKnot: Knot) => void,
): void {
  const tag = `tag ${version}`;
  if (phase === undefined) {
    wait(tag, `start ${version}`);
    for (const root of on.plan.phases.filter(({ parent }) => parent === undefined))
      wait(tag, `parts ${root.key}`);
    return;
  }
  wait(`done ${phase}`, tag);
  wait(tag, `start ${phase}`);
  for (const around of lineageOf(on.index, phase)) wait(tag, `start ${around.key}`);
  for (const child of on.index.childrenOf.get(phase) ?? []) wait(tag, `parts ${child.key}`);
}

/** Every moment that waits, however indirectly, for `knot`; what is in `passed` is left out and not gone through. */
export function waitingFor(
  waits: Waits,
  knot: Knot,
  passed: Pick<ReadonlySet<Knot>, "has"> = new Set(),
): Set<Knot> {
  const found = new Set<Knot>();
  const next = [knot];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const waiting of waits.get(at) ?? []) {
      if (found.has(waiting) || passed.has(waiting)) continue;
      found.add(waiting);
      next.push(waiting);
    }
  }
  return found;
}
