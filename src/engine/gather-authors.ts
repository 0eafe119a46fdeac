import type { TagFact } from "../model/evidence.ts";
import type { Known } from "../model/known.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Person } from "../model/statement.ts";
import type { Version } from "../model/version.ts";
import { compareVersions, parseVersion } from "../model/version.ts";
import { attempt } from "./attempt.ts";
import type { GitHub } from "./github.ts";
import type { Home } from "./home.ts";

/**
 * Whose work is judged at a commit: authors, co-authors and committers of everything since the highest final release
 * before it, or of everything where there is none.
 */
export async function gatherAuthors(
  github: GitHub,
  home: Home,
  { commit, tags }: { readonly commit: CommitSha; readonly tags: Known<readonly TagFact[]> },
): Promise<Known<readonly Person[]>> {
  if (tags.kind === "unknown") return tags;
  const since = lastRelease(tags.value.filter((tag) => tag.commit !== commit));
  const span = { at: commit, ...(since === undefined ? {} : { since }) };
  return attempt("Whose work it is", github.authors(home.facts.name, span));
}

function lastRelease(tags: readonly TagFact[]): CommitSha | undefined {
  let last: { readonly version: Version; readonly commit: CommitSha } | undefined;
  for (const { name, commit } of tags) {
    const version = parseVersion(name);
    if (version === undefined || version.prerelease.length > 0) continue;
    if (last === undefined || compareVersions(version, last.version) > 0) last = { version, commit };
  }
  return last?.commit;
}
