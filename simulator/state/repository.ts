import type { ObjectStore } from "../git/object-store.ts";
import type { Account, Role } from "./account.ts";
import type { CheckRun, CheckSuite, CommitStatus } from "./check-run.ts";
import type { Issue, IssueComment, Label, Milestone } from "./issue.ts";
import type { RefEvent } from "./ref-event.ts";
import type { Release } from "./release.ts";
import type { Ruleset, RuleSuite } from "./ruleset.ts";
import type { Artifact, WorkflowRun } from "./workflow-run.ts";

export type Visibility = "public" | "private" | "internal";

/** A repository with everything in it. Refs are full names, `refs/heads/main`. */
export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: Account;
  readonly createdAt: Date;
  readonly git: ObjectStore;
  readonly refs: Map<string, string>;
  readonly collaborators: Map<string, Role>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, IssueComment>;
  /** By lower-case name. */
  readonly labels: Map<string, Label>;
  readonly milestones: Map<number, Milestone>;
  readonly checkSuites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly statuses: CommitStatus[];
  readonly releases: Map<number, Release>;
  readonly rulesets: Map<number, Ruleset>;
  readonly ruleSuites: RuleSuite[];
  /** Newest first. */
  readonly refEvents: RefEvent[];
  readonly workflowRuns: Map<number, WorkflowRun>;
  readonly artifacts: Map<number, Artifact>;
  /** Tag names once used by an immutable release; never free again. */
  readonly burnedTags: Set<string>;
  readonly forkOf: Repository | undefined;
  /** Issue numbers that were deleted (410) or transferred (301, by the new place); `answer` says otherwise. */
  readonly gone: Map<number, { readonly movedTo: Issue | undefined; readonly answer?: 301 | 404 | 410 }>;
  name: string;
  visibility: Visibility;
  archived: boolean;
  defaultBranch: string;
  immutableReleases: boolean;
  lastNumber: number;
  updatedAt: Date;
  pushedAt: Date;
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}
