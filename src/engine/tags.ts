import type { Evidence, TagFact } from "../model/evidence.ts";
import { isSameVersion } from "../model/version.ts";

/** The tag that a declared version was released as (`v0.2.0` for `v0.2`); undefined where there is none. */
export function tagOfVersion(evidence: Evidence, version: string): TagFact | undefined {
  if (evidence.tags.kind !== "known") return undefined;
  const { value } = evidence.tags;
  return value.find((tag) => tag.name === version) ?? value.find((tag) => isSameVersion(tag.name, version));
}

/** Name of the check run that says whether a version may be tagged at a commit. */
export function releaseCheckName(version: string): string {
  return `plangate/release ${version}`;
}

/** The version that a check run of that name speaks of; undefined where it is no release's. */
export function versionOfCheck(name: string): string | undefined {
  const prefix = releaseCheckName("");
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
