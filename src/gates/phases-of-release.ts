import type { Phase, Release } from "../model/plan.ts";
import type { Case } from "./case.ts";
import { lineageOf } from "./index-plan.ts";
import type { Standing } from "./standing.ts";
import { waitingFor } from "./waits.ts";

/**
 * The phases whose work a release is made of: the one that declares it with those inside, or all where the plan's
 * title does. Not those that declare another release, were skipped, or wait for this very version.
 */
export function phasesOfRelease(on: Case, release: Release, standing: Pick<Standing, "phases">): Phase[] {
  const roots =
    release.phase === undefined
      ? on.plan.phases.filter((phase) => phase.parent === undefined)
      : [on.index.phaseOf.get(release.phase)].flatMap((phase) => phase ?? []);
  const alone = release.phase !== undefined && !on.index.childrenOf.has(release.phase);
  const after = alone ? new Set<string>() : waitingFor(on.waits, `tag ${release.version}`);
  const comesAfter = (key: string) =>
    lineageOf(on.index, key).some((phase) => after.has(`start ${phase.key}`));
  const found = new Set<Phase>();
  const waiting = [...roots];
  for (let phase = waiting.pop(); phase !== undefined; phase = waiting.pop()) {
    const { key } = phase;
    const declaring = on.index.releasesOf.get(key) ?? [];
    const another = declaring.length > 0 && !declaring.includes(release);
    const out = another || standing.phases.get(key) === "skipped" || comesAfter(key);
    if (found.has(phase) || (out && key !== release.phase)) continue;
    found.add(phase);
    waiting.push(...(on.index.childrenOf.get(key) ?? []));
  }
  return [...found].sort((left, right) => left.line - right.line);
}
