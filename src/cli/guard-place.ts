import picomatch from "picomatch";
import type { GitHub } from "../engine/github.ts";
import type { Home } from "../engine/home.ts";
import { newerOnItsLine } from "../gates/newer-on-its-line.ts";
import type { CommitSha } from "../model/repository.ts";

/**
 * Why nothing may be released at a commit as this version, whatever the gates say: it is on no branch that releases come
 * from (one of a fork, or of somebody's own branch), or a later version of its line is out. Undefined where it may.
 */
export async function misplaced(
  { facts, commit: head, settings }: Home,
  { version, commit }: { readonly version: string; readonly commit: CommitSha },
  github: GitHub,
): Promise<string | undefined> {
  const globs = settings?.releases.branches ?? [];
  const branches = globs.length === 0 ? [] : await github.branches(facts.name);
  const named = branches.filter(({ name }) => globs.some((glob) => picomatch(glob)(name)));
  const heads = [head, ...named.map((branch) => branch.head)];
  if (!(await isOnOne(heads, commit, (one) => github.isBefore(facts.name, commit, one)))) {
    const others = globs.length === 0 ? "" : `, nor of ${globs.map((glob) => `"${glob}"`).join(", ")}`;
    return `${commit} is no commit of "${facts.defaultBranch}"${others}: tag one that is, or name its branch in releases.branches`;
  }
  const tags = (await github.tags(facts.name)).map(({ name }) => name);
  const newer = newerOnItsLine(version, tags);
  return newer === undefined ? undefined : `${newer} is tagged already, and ${version} comes before it`;
}

async function isOnOne(
  heads: readonly CommitSha[],
  commit: CommitSha,
  isBefore: (head: CommitSha) => Promise<boolean>,
): Promise<boolean> {
  if (heads.includes(commit)) return true;
  for (const head of heads) if (await isBefore(head)) return true;
  return false;
}
