/** A run of a workflow, as far as evidence needs it. */
export interface WorkflowRun {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly path: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
  readonly actorLogin: string;
  readonly conclusion: string;
  readonly createdAt: Date;
}

/** A zip that a workflow run kept. */
export interface Artifact {
  readonly id: number;
  readonly nodeId: string;
  readonly name: string;
  readonly run: WorkflowRun;
  readonly zip: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}
