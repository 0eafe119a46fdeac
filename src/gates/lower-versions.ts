import type { Release } from "../model/plan.ts";
import type { Version } from "../model/version.ts";
import { compareVersions, parseVersion } from "../model/version.ts";
import type { Case } from "./case.ts";
import { phasesOfRelease } from "./phases-of-release.ts";
import type { Standing } from "./standing.ts";
import { lineageOf, versionsBehind } from "./standing.ts";

/**
 * The lower versions each release comes after, ascending, by version. What the plan says outright goes before the order
 * of numbers: a lower version that waits for a higher one takes that one's place, so that no circle arises.
 */
export function lowerVersions(on: Case, standing: Pick<Standing, "phases">): Map<string, string[]> {
  const placed = on.plan.releases
    .flatMap((release) => {
      const version = parseVersion(release.version);
      return version === undefined
        ? []
        : [{ release, version, place: placeOf(on, release, standing) ?? version }];
    })
    .sort((left, right) => compareVersions(left.version, right.version));
  return new Map(
    placed.map(({ release, place }, position) => [
      release.version,
      placed
        .slice(0, position)
        .filter((lower) => compareVersions(lower.place, place) < 0)
        .map((lower) => lower.release.version),
    ]),
  );
}

/** The highest of a release's own version and those it waits for. */
function placeOf(on: Case, release: Release, standing: Pick<Standing, "phases">): Version | undefined {
  const holders = new Set([
    ...lineageOf(on, release.phase).map((phase) => phase.key),
    ...phasesOfRelease(on, release, standing).map((phase) => phase.key),
    ...(release.phase === undefined ? [release.version] : []),
  ]);
  return [release.version, ...[...holders].flatMap((holder) => [...versionsBehind(on, holder)])]
    .flatMap((version) => parseVersion(version) ?? [])
    .sort(compareVersions)
    .at(-1);
}
