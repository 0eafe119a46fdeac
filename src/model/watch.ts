import { parseVersion } from "./version.ts";

/**
 * The hidden line in a plan's tracking issue that says which declared versions were seen untagged: a tag of one of
 * these without our passing record came past the walls. Versions that were tagged before plangate came are not in it,
 * so a repository with old tags gets no incident, also after the store was lost.
 */
export function writeWatch(versions: readonly string[]): string {
  return `<!-- plangate: watch ${versions.toSorted().join(" ")} -->`;
}

/** The versions of the hidden line; undefined where there is none yet. */
export function readWatch(body: string): readonly string[] | undefined {
  const line = /^<!-- plangate: watch ?([^\n]*?) ?-->\s*$/m.exec(body)?.[1];
  if (line === undefined) return undefined;
  return line.split(" ").filter((word) => parseVersion(word) !== undefined);
}
