import { createHash } from "node:crypto";
import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { Artifact, WorkflowRun } from "../state/workflow-run.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import { simpleCommitJson } from "./check-json.ts";
import type { Json } from "./json.ts";
import { repositoryJson } from "./repository-json.ts";

/** GitHub's `artifact`. */
export function artifactJson(world: World, repository: Repository, artifact: Artifact): Json {
  const { run } = artifact;
  const url = `${world.url}/repos/${fullName(repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: artifact.nodeId,
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= world.now(),
    created_at: isoTime(artifact.createdAt),
    updated_at: isoTime(artifact.createdAt),
    expires_at: isoTime(artifact.expiresAt),
    digest: `sha256:${createHash("sha256").update(artifact.zip).digest("hex")}`,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepositoryId,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

/** GitHub's `workflow-run`. */
export function workflowRunJson(world: World, repository: Repository, run: WorkflowRun): Json {
  const url = `${world.url}/repos/${fullName(repository)}/actions/runs/${run.id}`;
  const actor = world.account(run.actorLogin);
  const head = world.repositories.get(run.headRepositoryId) ?? repository;
  const who =
    actor === undefined
      ? {}
      : { actor: accountJson(world, actor), triggering_actor: accountJson(world, actor) };
  return {
    id: run.id,
    node_id: run.nodeId,
    name: run.name,
    path: run.path,
    display_title: run.name,
    run_number: 1,
    run_attempt: 1,
    event: run.event,
    status: "completed",
    conclusion: run.conclusion,
    workflow_id: 1,
    workflow_url: `${world.url}/repos/${fullName(repository)}/actions/workflows/1`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    url,
    html_url: `${world.htmlUrl}/${fullName(repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${world.url}/repos/${fullName(repository)}/check-suites/1`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    created_at: isoTime(run.createdAt),
    updated_at: isoTime(run.createdAt),
    run_started_at: isoTime(run.createdAt),
    pull_requests: [],
    referenced_workflows: [],
    ...who,
    head_commit: simpleCommitJson(repository, run.headSha),
    repository: repositoryJson(world, repository),
    head_repository: repositoryJson(world, head),
    head_repository_id: run.headRepositoryId,
  };
}
