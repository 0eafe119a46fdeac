import { isAncestor, mergeBase } from "../git/history.ts";
import { filesOf, writeFiles, type GitFile } from "../git/files.ts";
import { GitHubError, notFound, validationFailed } from "../http/github-error.ts";
import { commitOf } from "../represent/git-json.ts";
import { pullOf } from "../represent/pull-json.ts";
import type { Issue } from "../state/issue.ts";
import type { Repository } from "../state/repository.ts";
import type { Act } from "./act.ts";
import { closeByKeywords } from "./close-by-keywords.ts";
import { gitHubItself, personOf } from "./commit.ts";
import { newIssue } from "./create-issue.ts";
import { emitIssue, record } from "./issue-event.ts";
import { moveRef } from "./refs.ts";
import { checkedBody, checkedTitle } from "./write-words.ts";

export interface PullInput {
  readonly title: string;
  readonly body?: string | null | undefined;
  /** `branch` or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean | undefined;
}

/** Opens a pull request; the head may be in a fork. */
export function createPull(act: Act, input: PullInput): Issue {
  const { world, repository } = act;
  const title = checkedTitle(input.title, "PullRequest");
  const body = checkedBody(input.body ?? "", "PullRequest");
  const head = headOf(act, input.head);
  const baseSha = repository.refs.get(`refs/heads/${input.base}`);
  if (baseSha === undefined)
    throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid" });
  const label = `${head.repository.owner.login}:${head.branch}`;
  const twin = [...repository.issues.values()].find(
    (issue) =>
      issue.state === "open" &&
      issue.pull?.headRepositoryId === head.repository.id &&
      issue.pull.headRef === head.branch &&
      issue.pull.baseRef === input.base,
  );
  if (twin !== undefined) throw custom(`A pull request already exists for ${label}.`);
  repository.git.absorb(head.repository.git);
  if (isAncestor(repository.git, head.sha, baseSha)) {
    throw custom(`No commits between ${input.base} and ${head.branch}`);
  }
  const issue = newIssue(act, { title, body });
  const id = world.ids.next("pull");
  issue.pull = {
    id,
    nodeId: world.ids.node("PR", id),
    headRepositoryId: head.repository.id,
    headRef: head.branch,
    headSha: head.sha,
    baseRef: input.base,
    baseSha,
    draft: input.draft ?? false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
  };
  world.nodes.set(issue.pull.nodeId, { kind: "issue", repository, issue });
  repository.refs.set(`refs/pull/${issue.number}/head`, head.sha);
  emitIssue(act, issue, { action: "opened" });
  return issue;
}

function custom(message: string): GitHubError {
  return validationFailed({ resource: "PullRequest", code: "custom", message });
}

function headOf(act: Act, head: string): { repository: Repository; branch: string; sha: string } {
  const [owner, branch] = head.includes(":") ? head.split(":", 2) : [undefined, head];
  const repository =
    owner === undefined || owner.toLowerCase() === act.repository.owner.login.toLowerCase()
      ? act.repository
      : [...act.world.repositories.values()].find(
          (one) => one.forkOf === act.repository && one.owner.login.toLowerCase() === owner.toLowerCase(),
        );
  const sha = repository?.refs.get(`refs/heads/${branch ?? ""}`);
  if (repository === undefined || branch === undefined || sha === undefined) {
    throw validationFailed({ resource: "PullRequest", field: "head", code: "invalid" });
  }
  return { repository, branch, sha };
}

/** Merges an open pull request: a three-way merge by file, as a merge or squash commit. */
/** The commit that a merge queue tests: the pull request on top of its base. */
export function writeGroup(act: Act, issue: Issue): string {
  const { repository } = act;
  const pull = pullOf(issue);
  const base = repository.refs.get(`refs/heads/${pull.baseRef}`) ?? pull.baseSha;
  return repository.git.writeCommit({
    tree: mergedTree(repository, { base, head: pull.headSha }),
    parents: [base, pull.headSha],
    author: personOf(act),
    committer: gitHubItself(act),
    message: `Merge pull request #${issue.number} from ${pull.headRef}`,
    verified: true,
    authorLogin: act.actor.account.login,
  });
}

export function mergePull(
  act: Act,
  issue: Issue,
  how: { method: string; title?: string | undefined; message?: string | undefined; sha?: string | undefined },
): string {
  const { world, repository, actor } = act;
  const pull = pullOf(issue);
  if (issue.state !== "open" || pull.draft) throw new GitHubError(405, "Pull Request is not mergeable");
  if (how.sha !== undefined && how.sha !== pull.headSha) {
    throw new GitHubError(409, "Head branch was modified. Review and try the merge again.");
  }
  const baseSha = repository.refs.get(`refs/heads/${pull.baseRef}`);
  if (baseSha === undefined) throw notFound();
  const tree = mergedTree(repository, { base: baseSha, head: pull.headSha });
  const title = how.title ?? `Merge pull request #${issue.number} from ${pull.headRef}`;
  const sha = repository.git.writeCommit({
    tree,
    parents: how.method === "merge" ? [baseSha, pull.headSha] : [baseSha],
    author: personOf(act),
    committer: gitHubItself(act),
    message: how.message === undefined ? `${title}\n\n${issue.title}` : `${title}\n\n${how.message}`,
    verified: true,
    authorLogin: actor.account.login,
  });
  Object.assign(issue, {
    state: "closed",
    closedAt: world.now(),
    closedBy: actor.account,
    updatedAt: world.now(),
  });
  Object.assign(pull, { mergedAt: world.now(), mergedBy: actor.account, mergeCommitSha: sha });
  moveRef(act, { ref: `refs/heads/${pull.baseRef}`, before: baseSha, after: sha, merged: true });
  record(act, issue, { event: "merged", extra: { commit_id: sha } });
  record(act, issue, { event: "closed" });
  emitIssue(act, issue, { action: "closed" });
  if (pull.baseRef === repository.defaultBranch) closeByKeywords(act, issue.body);
  return sha;
}

function mergedTree(repository: Repository, ends: { base: string; head: string }): string {
  const { git } = repository;
  const common = mergeBase(git, ends.base, ends.head);
  const was =
    common === undefined ? new Map<string, GitFile>() : filesOf(git, commitOf(repository, common).tree);
  const ours = filesOf(git, commitOf(repository, ends.base).tree);
  const theirs = filesOf(git, commitOf(repository, ends.head).tree);
  for (const path of new Set([...was.keys(), ...theirs.keys()])) {
    const before = was.get(path)?.sha;
    const change = theirs.get(path);
    if (change?.sha === before) continue;
    const mine = ours.get(path)?.sha;
    if (mine !== before && mine !== change?.sha)
      throw new GitHubError(405, "Pull Request has merge conflicts");
    if (change === undefined) ours.delete(path);
    else ours.set(path, change);
  }
  return writeFiles(git, ours);
}
