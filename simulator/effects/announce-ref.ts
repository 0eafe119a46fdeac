import { isAncestor, peel, reachable } from "../git/history.ts";
import { changesOf } from "../represent/git-json.ts";
import { accountJson } from "../represent/account-json.ts";
import { isoTime } from "../state/clock.ts";
import { fullName } from "../state/repository.ts";
import type { Act } from "./act.ts";
import type { RefMove } from "./check-rules.ts";
import { requestSuites } from "./checks.ts";
import { closeByKeywords } from "./close-by-keywords.ts";
import { synchronizePulls } from "./synchronize-pulls.ts";

const ZERO = "0".repeat(40);
const COMMITS_MAX = 2048;

/** Sends `push`, and `create` or `delete`, and lets pull requests and checks follow the branch. */
export function announceRef(act: Act, move: RefMove): void {
  const { world, repository, actor } = act;
  const isTag = move.ref.startsWith("refs/tags/");
  const name = move.ref.replace(/^refs\/(heads|tags)\//, "");
  const ref = { ref: name, ref_type: isTag ? "tag" : "branch", pusher_type: "user" };
  const base = { master_branch: repository.defaultBranch, description: null };
  if (move.before === undefined) {
    repository.refEvents.unshift({
      id: world.ids.next("refEvent"),
      kind: isTag ? "tag" : "branch",
      name,
      actor: actor.account,
      createdAt: world.now(),
    });
    world.emit({
      event: "create",
      action: undefined,
      repository,
      actor,
      payload: () => ({ ...ref, ...base }),
    });
  }
  if (move.after === undefined) {
    world.emit({ event: "delete", action: undefined, repository, actor, payload: () => ref });
  }
  world.emit({ event: "push", action: undefined, repository, actor, payload: () => pushPayload(act, move) });
  if (isTag || move.after === undefined) return;
  requestSuites(act, { sha: move.after, branch: name });
  synchronizePulls(act, { branch: name, before: move.before, after: move.after });
  if (name === repository.defaultBranch) {
    for (const sha of newCommits(act, move))
      closeByKeywords(act, repository.git.commits.get(sha)?.message ?? "");
  }
}

function newCommits(act: Act, move: RefMove): string[] {
  const { git } = act.repository;
  const after = move.after === undefined ? undefined : peel(git, move.after);
  if (after === undefined || move.before === undefined) return [];
  const old = new Set(reachable(git, move.before));
  return reachable(git, after)
    .filter((sha) => !old.has(sha))
    .toReversed()
    .slice(-COMMITS_MAX);
}

function pushPayload(act: Act, move: RefMove): Record<string, unknown> {
  const { world, repository, actor } = act;
  const { git } = repository;
  const head = move.after === undefined ? undefined : peel(git, move.after);
  const forced =
    move.before !== undefined && head !== undefined && !isAncestor(git, peel(git, move.before) ?? "", head);
  const email = `${actor.account.login}@users.noreply.github.com`;
  const range = `${(move.before ?? ZERO).slice(0, 12)}...${(move.after ?? ZERO).slice(0, 12)}`;
  return {
    ref: move.ref,
    before: move.before ?? ZERO,
    after: move.after ?? ZERO,
    base_ref: null,
    created: move.before === undefined,
    deleted: move.after === undefined,
    forced,
    compare: `${world.htmlUrl}/${fullName(repository)}/compare/${range}`,
    commits: newCommits(act, move).map((sha) => pushedCommit(act, sha)),
    head_commit: head === undefined ? null : pushedCommit(act, head),
    pusher: { name: actor.account.login, email },
    sender: accountJson(world, actor.account),
  };
}

function pushedCommit(act: Act, sha: string): Record<string, unknown> {
  const { world, repository } = act;
  const commit = repository.git.commits.get(sha);
  if (commit === undefined) throw new Error(`No commit ${sha} in ${fullName(repository)}`);
  const changes = changesOf(repository, sha);
  const paths = (status: readonly string[]): string[] =>
    changes.filter((change) => status.includes(change.status)).map((change) => change.path);
  const { author, committer } = commit;
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: isoTime(committer.at),
    url: `${world.htmlUrl}/${fullName(repository)}/commit/${sha}`,
    author: {
      name: author.name,
      email: author.email,
      username: commit.authorLogin,
      date: isoTime(author.at),
    },
    committer: { name: committer.name, email: committer.email, date: isoTime(committer.at) },
    added: paths(["added", "renamed"]),
    removed: [...paths(["removed"]), ...changes.flatMap((change) => change.previousPath ?? [])],
    modified: paths(["modified"]),
  };
}
