import { diffTrees, type FileChange } from "../git/diff.ts";
import { mergeBase, reachable } from "../git/history.ts";
import { isoTime } from "../state/clock.ts";
import { authorAssociation } from "../state/roles.ts";
import type { Issue, Pull } from "../state/issue.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import { commitOf } from "./git-json.ts";
import { commentsOf, issueUrl, labelJson, milestoneJson, repositoryOf, spoken } from "./issue-json.ts";
import type { Json } from "./json.ts";
import { repositoryJson } from "./repository-json.ts";

export function pullOf(issue: Issue): Pull {
  if (issue.pull === null) throw new Error(`#${issue.number} is no pull request`);
  return issue.pull;
}

/** GitHub's `pull-request-simple`, as lists show it. */
export function pullSimpleJson(world: World, issue: Issue): Json {
  const repository = repositoryOf(world, issue);
  const pull = pullOf(issue);
  const base = `${world.url}/repos/${fullName(repository)}`;
  const url = `${base}/pulls/${issue.number}`;
  const page = issueUrl(world, issue);
  return {
    url,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${base}/issues/${issue.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${base}/pulls/comments{/number}`,
    comments_url: `${base}/issues/${issue.number}/comments`,
    statuses_url: `${base}/statuses/${pull.headSha}`,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: accountJson(world, issue.author),
    body: issue.body === "" ? null : spoken(world, issue.body),
    labels: issue.labels.map((label) => labelJson(world, repository, label)),
    milestone: issue.milestone === null ? null : milestoneJson(world, repository, issue.milestone),
    active_lock_reason: null,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : isoTime(issue.closedAt),
    merged_at: pull.mergedAt === null ? null : isoTime(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: issue.assignees[0] === undefined ? null : accountJson(world, issue.assignees[0]),
    assignees: issue.assignees.map((account) => accountJson(world, account)),
    requested_reviewers: [],
    requested_teams: [],
    head: endJson(world, world.repositories.get(pull.headRepositoryId), {
      ref: pull.headRef,
      sha: pull.headSha,
    }),
    base: endJson(world, repository, { ref: pull.baseRef, sha: pull.baseSha }),
    _links: pullLinks(base, issue.number, { page, sha: pull.headSha }),
    author_association: authorAssociation(world, repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function endJson(world: World, repository: Repository | undefined, end: { ref: string; sha: string }): Json {
  const owner = repository?.owner;
  return {
    label: `${owner?.login ?? "unknown"}:${end.ref}`,
    ref: end.ref,
    sha: end.sha,
    user: owner === undefined ? null : accountJson(world, owner),
    repo: repository === undefined ? null : withoutOrganization(repositoryJson(world, repository)),
  };
}

function pullLinks(base: string, number: number, at: { page: string; sha: string }): Json {
  const url = `${base}/pulls/${number}`;
  return {
    self: { href: url },
    html: { href: at.page },
    issue: { href: `${base}/issues/${number}` },
    comments: { href: `${base}/issues/${number}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${base}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${base}/statuses/${at.sha}` },
  };
}

/** GitHub's `pull-request`, as a single one is shown. */
export function pullJson(world: World, issue: Issue): Json {
  const repository = repositoryOf(world, issue);
  const pull = pullOf(issue);
  const changes = pullChanges(repository, pull);
  return {
    ...pullSimpleJson(world, issue),
    merged: pull.mergedAt !== null,
    mergeable: issue.state === "open" ? true : null,
    rebaseable: issue.state === "open" ? true : null,
    mergeable_state: issue.state === "open" ? "clean" : "unknown",
    merged_by: pull.mergedBy === null ? null : accountJson(world, pull.mergedBy),
    comments: commentsOf(repository, issue).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pullCommits(repository, pull).length,
    additions: changes.reduce((sum, change) => sum + change.additions, 0),
    deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
    changed_files: changes.length,
  };
}

/** The files of a pull request: its head against the merge base. */
export function pullChanges(repository: Repository, pull: Pull): FileChange[] {
  const base = mergeBase(repository.git, pull.baseSha, pull.headSha);
  const before = base === undefined ? undefined : commitOf(repository, base).tree;
  return diffTrees(repository.git, before, commitOf(repository, pull.headSha).tree);
}

/** The commits of a pull request, oldest first. */
export function pullCommits(repository: Repository, pull: Pull): string[] {
  const known = new Set(reachable(repository.git, pull.baseSha));
  return reachable(repository.git, pull.headSha)
    .filter((sha) => !known.has(sha))
    .toReversed();
}

/** Only a repository that is asked for itself names its organisation. */
function withoutOrganization(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([field]) => field !== "organization"));
}
