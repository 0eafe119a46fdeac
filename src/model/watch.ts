import { parseVersion } from "./version.ts";

/**
 * The hidden line in a plan's tracking issue that says which declared versions were seen untagged: a tag of one of
 * these without our passing record came past the walls; and at which commit a version was released (`v1.0.0@<sha>`): a
 * tag that points elsewhere later was moved. Versions that were tagged before plangate came are not in it,
 * so a repository with old tags gets no incident, also after the store was lost.
 */
export function writeWatch(versions: readonly string[]): string {
  return `<!-- plangate: watch ${versions.toSorted().join(" ")} -->`;
}

/** A word of the hidden line: a version, and the commit it was released at once it was. */
export function watchWord(version: string, commit?: string): string {
  return commit === undefined ? version : `${version}@${commit}`;
}

/** The commit that a version of the line was released at; undefined where it was seen untagged alone, or is not there. */
export function releasedAt(words: readonly string[], version: string): string | undefined {
  const prefix = watchWord(version, "");
  return words.find((word) => word.startsWith(prefix))?.slice(prefix.length);
}

/** The words of the hidden line; undefined where there is none yet. */
export function readWatch(body: string): readonly string[] | undefined {
  const line = /^<!-- plangate: watch ?([^\n]*?) ?-->\s*$/m.exec(body)?.[1];
  if (line === undefined) return undefined;
  return line.split(" ").filter((word) => {
    const [version = "", commit] = word.split("@");
    return parseVersion(version) !== undefined && (commit === undefined || /^[0-9a-f]{40,64}$/.test(commit));
  });
}
