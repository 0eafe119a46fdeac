import type { Account } from "../state/account.ts";
import type { CheckRun, CheckSuite, CommitStatus } from "../state/check-run.ts";
import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson, appJson } from "./account-json.ts";
import { commitOf } from "./git-json.ts";
import type { Json } from "./json.ts";
import { pullOf } from "./pull-json.ts";
import { repositoryJson } from "./repository-json.ts";

/** GitHub's `check-run`. */
export function checkRunJson(world: World, repository: Repository, run: CheckRun): Json {
  const url = `${world.url}/repos/${fullName(repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${world.htmlUrl}/${fullName(repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${world.htmlUrl}/${fullName(repository)}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoTime(run.startedAt),
    completed_at: run.completedAt === null ? null : isoTime(run.completedAt),
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appJson(world, run.app),
    pull_requests: pullsAt(world, repository, run.headSha),
  };
}

/** The check run of a webhook, which carries its whole suite. */
export function checkRunEventJson(world: World, repository: Repository, run: CheckRun): Json {
  return {
    ...checkRunJson(world, repository, run),
    check_suite: checkSuiteJson(world, repository, run.suite),
  };
}

// Empty for forks, as GitHub leaves it.
function pullsAt(world: World, repository: Repository, sha: string): Json[] {
  const here = {
    id: repository.id,
    url: `${world.url}/repos/${fullName(repository)}`,
    name: repository.name,
  };
  return [...repository.issues.values()]
    .filter((issue) => issue.state === "open" && issue.pull?.headSha === sha)
    .filter((issue) => issue.pull?.headRepositoryId === repository.id)
    .map((issue) => {
      const pull = pullOf(issue);
      return {
        url: `${world.url}/repos/${fullName(repository)}/pulls/${issue.number}`,
        id: pull.id,
        number: issue.number,
        head: { ref: pull.headRef, sha: pull.headSha, repo: here },
        base: { ref: pull.baseRef, sha: pull.baseSha, repo: here },
      };
    });
}

/** GitHub's `check-suite`. */
export function checkSuiteJson(world: World, repository: Repository, suite: CheckSuite): Json {
  const url = `${world.url}/repos/${fullName(repository)}/check-suites/${suite.id}`;
  const runs = [...repository.checkRuns.values()].filter((run) => run.suite === suite);
  const done = !suite.isAskedAgain && runs.length > 0 && runs.every((run) => run.status === "completed");
  const failed = runs.some((run) => run.conclusion === "failure" || run.conclusion === "action_required");
  const commit = commitOf(repository, suite.headSha);
  return {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: done ? "completed" : "queued",
    conclusion: done ? (failed ? "failure" : "success") : null,
    url,
    before: commit.parents[0] ?? "0".repeat(40),
    after: suite.headSha,
    pull_requests: pullsAt(world, repository, suite.headSha),
    app: appJson(world, suite.app),
    created_at: isoTime(suite.createdAt),
    updated_at: isoTime(suite.updatedAt),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: simpleCommitJson(repository, suite.headSha),
  };
}

/** GitHub's `check-suite` of the REST API, with its repository. */
export function checkSuiteWithRepositoryJson(world: World, repository: Repository, suite: CheckSuite): Json {
  return { ...checkSuiteJson(world, repository, suite), repository: repositoryJson(world, repository) };
}

export function simpleCommitJson(repository: Repository, sha: string): Json {
  const commit = commitOf(repository, sha);
  return {
    id: sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: isoTime(commit.committer.at),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** GitHub's `status`. */
export function statusJson(world: World, repository: Repository, status: CommitStatus): Json {
  return {
    url: `${world.url}/repos/${fullName(repository)}/statuses/${status.sha}`,
    avatar_url: avatar(world, status.creator),
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.createdAt),
    creator: accountJson(world, status.creator),
  };
}

function avatar(world: World, account: Account): string {
  return `${world.htmlUrl}/avatars/${account.id}`;
}
