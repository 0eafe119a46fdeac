import { isAncestor, peel } from "../git/history.ts";
import { GitHubError } from "../http/github-error.ts";
import type { Act } from "./act.ts";
import { announceRef } from "./announce-ref.ts";
import { checkRules, type RefMove } from "./check-rules.ts";

const NAME = /^refs\/(heads|tags|pull)\/(?!.*(\.\.|[~^:?*[\\\s]|@\{|\/\/|\.lock$))[^/.][^\s]*$/;

/** Creates a ref as `POST /git/refs` does. */
export function createRef(act: Act, ref: string, sha: string): void {
  const { git, refs } = act.repository;
  if (!NAME.test(ref))
    throw new GitHubError(422, `Reference name must start with 'refs/' and be valid: ${ref}`);
  if (git.kindOf(sha) === undefined) throw new GitHubError(422, "Object does not exist");
  if (ref.startsWith("refs/heads/") && !git.commits.has(sha))
    throw new GitHubError(422, "Reference update failed");
  if (refs.has(ref)) throw new GitHubError(422, "Reference already exists");
  moveRef(act, { ref, before: undefined, after: sha });
}

/** Moves a ref as `PATCH /git/refs/{ref}` does. */
export function updateRef(act: Act, ref: string, to: { sha: string; force: boolean }): void {
  const { git, refs } = act.repository;
  const before = refs.get(ref);
  if (before === undefined) throw new GitHubError(422, "Reference does not exist");
  if (git.kindOf(to.sha) === undefined) throw new GitHubError(422, "Object does not exist");
  const old = peel(git, before);
  if (!to.force && (old === undefined || !isAncestor(git, old, to.sha))) {
    throw new GitHubError(422, "Update is not a fast forward");
  }
  moveRef(act, { ref, before, after: to.sha });
}

export function deleteRef(act: Act, ref: string): void {
  const before = act.repository.refs.get(ref);
  if (before === undefined) throw new GitHubError(422, "Reference does not exist");
  const tag = ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined;
  const locked = [...act.repository.releases.values()].some(
    (one) => one.immutable && !one.draft && one.tagName === tag,
  );
  if (locked) throw new GitHubError(422, "Cannot delete this tag");
  moveRef(act, { ref, before, after: undefined });
}

/** Moves a ref past the rules and tells everybody; `quiet` for tags pushed by more than three. */
export function moveRef(act: Act, move: RefMove, quiet = false): void {
  const { repository, world } = act;
  if (move.before === move.after) return;
  checkRules(act, move);
  if (move.after === undefined) repository.refs.delete(move.ref);
  else repository.refs.set(move.ref, move.after);
  repository.pushedAt = world.now();
  repository.updatedAt = world.now();
  if (!quiet) announceRef(act, move);
}
