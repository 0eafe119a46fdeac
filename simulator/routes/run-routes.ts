import { numberParam, query, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import { countedReply } from "../http/page.ts";
import { ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { artifactJson, workflowRunJson } from "../represent/run-json.ts";
import type { Artifact, WorkflowRun } from "../state/workflow-run.ts";

const ACTIONS = "/repos/{owner}/{repo}/actions";
const READ = ["actions:read"] as const;

/** Workflow runs and the artifacts that they kept. */
export const runRoutes: readonly Route[] = [
  { method: "GET", path: `${ACTIONS}/runs`, needs: READ, handle: listRuns },
  {
    method: "GET",
    path: `${ACTIONS}/runs/{run_id}`,
    needs: READ,
    handle: (call) => ok(workflowRunJson(call.world, repositoryOfCall(call), runOf(call))),
  },
  {
    method: "GET",
    path: `${ACTIONS}/runs/{run_id}/artifacts`,
    needs: READ,
    handle: (call) => {
      const run = runOf(call);
      return listArtifacts(call, (artifact) => artifact.run === run);
    },
  },
  {
    method: "GET",
    path: `${ACTIONS}/artifacts`,
    needs: READ,
    handle: (call) => listArtifacts(call, () => true),
  },
  {
    method: "GET",
    path: `${ACTIONS}/artifacts/{artifact_id}`,
    needs: READ,
    handle: (call) => ok(artifactJson(call.world, repositoryOfCall(call), artifactOf(call))),
  },
  {
    method: "GET",
    path: `${ACTIONS}/artifacts/{artifact_id}/{archive_format}`,
    needs: READ,
    handle: (call) => {
      const artifact = artifactOf(call);
      if (artifact.expiresAt <= call.world.now()) throw new GitHubError(410, "Artifact has expired");
      // A short-lived address on another host, at GitHub; it takes no credential.
      return { status: 302, headers: { location: `${call.world.url}/_artifacts/${artifact.id}.zip` } };
    },
  },
];

function runOf(call: Call): WorkflowRun {
  const run = repositoryOfCall(call).workflowRuns.get(numberParam(call, "run_id"));
  if (run === undefined) throw notFound();
  return run;
}

function artifactOf(call: Call): Artifact {
  const artifact = repositoryOfCall(call).artifacts.get(numberParam(call, "artifact_id"));
  if (artifact === undefined) throw notFound();
  return artifact;
}

function listRuns(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const wanted = {
    headSha: query(call, "head_sha"),
    event: query(call, "event"),
    headBranch: query(call, "branch"),
  };
  const status = query(call, "status");
  const found = [...repository.workflowRuns.values()]
    .filter((run) => wanted.headSha === undefined || run.headSha === wanted.headSha)
    .filter((run) => wanted.event === undefined || run.event === wanted.event)
    .filter((run) => wanted.headBranch === undefined || run.headBranch === wanted.headBranch)
    .filter((run) => status === undefined || status === "completed" || run.conclusion === status);
  const show = (run: WorkflowRun): unknown => workflowRunJson(call.world, repository, run);
  return countedReply(call, found.toReversed(), { key: "workflow_runs", show });
}

function listArtifacts(call: Call, isMeant: (artifact: Artifact) => boolean): Reply {
  const repository = repositoryOfCall(call);
  const name = query(call, "name");
  const found = [...repository.artifacts.values()].filter(
    (artifact) => isMeant(artifact) && (name === undefined || artifact.name === name),
  );
  const show = (artifact: Artifact): unknown => artifactJson(call.world, repository, artifact);
  return countedReply(call, found.toReversed(), { key: "artifacts", show });
}
