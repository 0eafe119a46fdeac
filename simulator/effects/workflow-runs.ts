import { zip } from "../git/zip.ts";
import type { Artifact, WorkflowRun } from "../state/workflow-run.ts";
import type { Act } from "./act.ts";

const RETENTION_MS = 90 * 24 * 3_600_000;

export interface RunInput {
  readonly sha: string;
  readonly branch: string;
  readonly workflow?: string;
  readonly event?: string;
  readonly conclusion?: string;
  /** Artifacts by name, each with its files. */
  readonly artifacts?: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>;
  /** Where the head lies, when it is a fork. */
  readonly headRepositoryId?: number;
}

/** A completed run of a workflow with the artifacts that it kept. */
export function addWorkflowRun(act: Act, input: RunInput): WorkflowRun {
  const { world, repository, actor } = act;
  const id = world.ids.next("run");
  const workflow = input.workflow ?? "ci";
  const run: WorkflowRun = {
    id,
    nodeId: world.ids.node("WFR", id),
    name: workflow,
    path: `.github/workflows/${workflow}.yml`,
    event: input.event ?? "push",
    headBranch: input.branch,
    headSha: input.sha,
    headRepositoryId: input.headRepositoryId ?? repository.id,
    actorLogin: actor.account.login,
    conclusion: input.conclusion ?? "success",
    createdAt: world.now(),
  };
  repository.workflowRuns.set(id, run);
  for (const [name, files] of Object.entries(input.artifacts ?? {})) {
    const artifactId = world.ids.next("artifact");
    const artifact: Artifact = {
      id: artifactId,
      nodeId: world.ids.node("MDg6QXJ0aWZhY3Q", artifactId),
      name,
      run,
      zip: zip(files),
      createdAt: world.now(),
      expiresAt: new Date(world.now().getTime() + RETENTION_MS),
    };
    repository.artifacts.set(artifactId, artifact);
  }
  return run;
}
