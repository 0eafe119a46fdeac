import { changeFiles, type FileChanges } from "../git/files.ts";
import type { Person } from "../git/object-store.ts";
import type { Act } from "./act.ts";

/** Makes a commit object on top of a parent; no ref is moved. */
export function commitFiles(
  act: Act,
  given: {
    parent: string | undefined;
    changes: FileChanges;
    message: string;
    author?: Person | undefined;
    committer?: Person | undefined;
    byApi: boolean;
  },
): string {
  const { git } = act.repository;
  const parent = given.parent === undefined ? undefined : git.commits.get(given.parent);
  const tree = changeFiles(git, parent?.tree, given.changes);
  const self = personOf(act);
  // GitHub signs what an App writes through the API, unless it names an author or committer itself.
  const plain = given.author === undefined && given.committer === undefined;
  const verified = given.byApi && plain && act.actor.app !== undefined;
  return git.writeCommit({
    tree,
    parents: given.parent === undefined ? [] : [given.parent],
    author: given.author ?? self,
    committer: given.committer ?? (given.byApi && plain ? gitHubItself(act) : (given.author ?? self)),
    message: given.message,
    verified,
    authorLogin: act.actor.account.login,
  });
}

/** The git identity of an account, with GitHub's noreply address. */
export function personOf(act: Act): Person {
  const { account } = act.actor;
  return {
    name: account.login,
    email: `${account.id}+${account.login}@users.noreply.github.com`,
    at: act.world.now(),
  };
}

export function gitHubItself(act: Act): Person {
  return { name: "GitHub", email: "noreply@github.com", at: act.world.now() };
}
