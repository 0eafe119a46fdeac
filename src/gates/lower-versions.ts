import type { Version } from "../model/version.ts";
import { compareVersions, parseVersion } from "../model/version.ts";
import type { Case } from "./case.ts";
import { waitingFor, waitsOf } from "./waits.ts";

/**
 * The lower versions each release comes after, ascending, by version. What the plan says outright goes before the order
 * of numbers: a lower version that waits for a higher one takes that one's place, so that no circle arises.
 */
export function lowerVersions(on: Case): Map<string, string[]> {
  const ascending = on.plan.releases
    .flatMap((release) => {
      const version = parseVersion(release.version);
      return version === undefined ? [] : [{ name: release.version, version }];
    })
    .sort((left, right) => compareVersions(left.version, right.version));
  const placeOf = placesOf(on, ascending);
  return new Map(
    ascending.map(({ name, version }, position) => {
      const place = placeOf.get(name) ?? version;
      const lower = ascending
        .slice(0, position)
        .filter((other) => compareVersions(placeOf.get(other.name) ?? other.version, place) < 0);
      return [name, lower.map((other) => other.name)];
    }),
  );
}

/** By version, the highest of itself and those it waits for: from the highest down, whoever waits for it stands there. */
function placesOf(
  on: Case,
  ascending: readonly { readonly name: string; readonly version: Version }[],
): Map<string, Version> {
  const waits = waitsOf(on, true);
  const places = new Map<string, Version>();
  for (const { name, version } of ascending.toReversed()) {
    const knot = `tag ${name}`;
    if (places.has(knot)) continue;
    for (const waiting of [knot, ...waitingFor(waits, knot, places)]) places.set(waiting, version);
  }
  return new Map(ascending.map(({ name, version }) => [name, places.get(`tag ${name}`) ?? version]));
}
