import { diffTrees, type FileChange } from "../git/diff.ts";
import type { Commit, Person } from "../git/object-store.ts";
import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import type { Json } from "./json.ts";

function api(world: World, repository: Repository): string {
  return `${world.url}/repos/${fullName(repository)}`;
}

function html(world: World, repository: Repository): string {
  return `${world.htmlUrl}/${fullName(repository)}`;
}

export function commitOf(repository: Repository, sha: string): Commit {
  const commit = repository.git.commits.get(sha);
  if (commit === undefined) throw new Error(`No commit ${sha} in ${fullName(repository)}`);
  return commit;
}

export function refJson(world: World, repository: Repository, ref: { name: string; sha: string }): Json {
  const kind = repository.git.kindOf(ref.sha) ?? "commit";
  return {
    ref: ref.name,
    node_id: Buffer.from(`${repository.id}:${ref.name}`).toString("base64url"),
    url: `${api(world, repository)}/git/${ref.name}`,
    object: { type: kind, sha: ref.sha, url: `${api(world, repository)}/git/${kind}s/${ref.sha}` },
  };
}

function personJson(person: Person): Json {
  return { name: person.name, email: person.email, date: isoTime(person.at) };
}

function verification(commit: Commit): Json {
  return {
    verified: commit.verified,
    reason: commit.verified ? "valid" : "unsigned",
    signature: commit.verified
      ? "-----BEGIN PGP SIGNATURE-----\nsimulated\n-----END PGP SIGNATURE-----"
      : null,
    payload: commit.verified ? `tree ${commit.tree}` : null,
    verified_at: commit.verified ? isoTime(commit.committer.at) : null,
  };
}

/** GitHub's `git-commit`. */
export function gitCommitJson(world: World, repository: Repository, sha: string): Json {
  const commit = commitOf(repository, sha);
  const url = `${api(world, repository)}/git`;
  return {
    sha,
    node_id: `C_${sha.slice(0, 20)}`,
    url: `${url}/commits/${sha}`,
    html_url: `${html(world, repository)}/commit/${sha}`,
    author: personJson(commit.author),
    committer: personJson(commit.committer),
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    parents: parentsJson(world, repository, commit),
    verification: verification(commit),
  };
}

function parentsJson(world: World, repository: Repository, commit: Commit): Json[] {
  return commit.parents.map((parent) => ({
    sha: parent,
    url: `${api(world, repository)}/commits/${parent}`,
    html_url: `${html(world, repository)}/commit/${parent}`,
  }));
}

/** GitHub's `commit`, as lists show it. */
export function commitJson(world: World, repository: Repository, sha: string): Json {
  const commit = commitOf(repository, sha);
  const url = `${api(world, repository)}/commits/${sha}`;
  const author = world.account(commit.authorLogin);
  return {
    sha,
    node_id: `C_${sha.slice(0, 20)}`,
    url,
    html_url: `${html(world, repository)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${api(world, repository)}/git/commits/${sha}`,
      author: personJson(commit.author),
      committer: personJson(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api(world, repository)}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: verification(commit),
    },
    author: author === undefined ? null : accountJson(world, author),
    committer: author === undefined ? null : accountJson(world, author),
    parents: parentsJson(world, repository, commit),
  };
}

/** One commit with its stats and files, as `GET /commits/{ref}` shows it. */
export function commitWithFilesJson(world: World, repository: Repository, sha: string): Json {
  const changes = changesOf(repository, sha);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return {
    ...commitJson(world, repository, sha),
    stats: { additions, deletions, total: additions + deletions },
    files: changes.map((change) => fileChangeJson(world, repository, { change, sha })),
  };
}

/** What a commit changed against its first parent. */
export function changesOf(repository: Repository, sha: string): FileChange[] {
  const commit = commitOf(repository, sha);
  const [parent] = commit.parents;
  const before = parent === undefined ? undefined : commitOf(repository, parent).tree;
  return diffTrees(repository.git, before, commit.tree);
}

/** GitHub's `diff-entry`. */
export function fileChangeJson(
  world: World,
  repository: Repository,
  at: { change: FileChange; sha: string },
): Json {
  const { change, sha } = at;
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${html(world, repository)}/blob/${sha}/${path}`,
    raw_url: `${html(world, repository)}/raw/${sha}/${path}`,
    contents_url: `${api(world, repository)}/contents/${path}?ref=${sha}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  };
}
