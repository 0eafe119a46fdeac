import type { CommitSha, IssueRef, RepositoryName } from "./repository.ts";
import type { Subject } from "./subject.ts";

/**
 * One write to GitHub, as data: what a preview prints is what apply performs. Issues that do not exist yet are named
 * by `Subject`; apply knows their numbers once they are created.
 */
export type Operation =
  | CreateLabel
  | CreateMilestone
  | CreateIssue
  | UpdateIssue
  | LinkSubIssue
  | AddDependency
  | RemoveDependency
  | CommitPlan
  | ProposePlan
  | CloseProposal
  | Comment
  | React
  | PostCheck
  | DraftRelease
  | CreateTag
  | PublishRelease
  | WithdrawRelease;

export interface CreateLabel {
  readonly kind: "create-label";
  readonly repository: RepositoryName;
  readonly name: string;
}

export interface CreateMilestone {
  readonly kind: "create-milestone";
  readonly repository: RepositoryName;
  readonly title: string;
}

export interface CreateIssue {
  readonly kind: "create-issue";
  readonly subject: Subject;
  readonly repository: RepositoryName;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly milestone?: string;
  /** Attached as sub-issue in the same call. */
  readonly parent?: Subject;
}

/** One PATCH: everything that changes about an issue at once, so that a state and its base in the body go together. */
export interface UpdateIssue {
  readonly kind: "update-issue";
  readonly subject: Subject;
  readonly issue: IssueRef;
  readonly change: "retitle" | "rewrite" | "close" | "reopen" | "label" | "eject";
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened";
  /** The whole set it shall have. */
  readonly labels?: readonly string[];
  readonly milestone?: string;
  /**
   * Its body records as agreed what this reconcile's `commit-plan` writes: held unless that commit landed on the
   * default branch in this round. Comes after it.
   */
  readonly standsOnCommit?: true;
}

export interface LinkSubIssue {
  readonly kind: "link-sub-issue";
  readonly parent: Subject;
  readonly child: Subject;
}

export interface AddDependency {
  readonly kind: "add-dependency";
  readonly blocked: Subject;
  readonly blocker: Subject;
}

export interface RemoveDependency {
  readonly kind: "remove-dependency";
  readonly blocked: IssueRef;
  readonly blocker: IssueRef;
}

/** All box ticks and link insertions of one reconcile, as one commit on the home's default branch. */
export interface CommitPlan {
  readonly kind: "commit-plan";
  readonly path: string;
  /** The head that the edits were computed from; the commit is refused on any other. */
  readonly onto: CommitSha;
  readonly edits: readonly PlannedEdit[];
}

/** As `commit-plan`, on a branch of ours, with the one pull request that is open from it. */
export interface ProposePlan extends Omit<CommitPlan, "kind"> {
  readonly kind: "propose-plan";
}

/** Closes our pull request for a plan, and deletes its branch where nobody else wrote to it. */
export interface CloseProposal {
  readonly kind: "close-proposal";
  readonly path: string;
  readonly pullRequest: IssueRef;
  readonly branch: string;
  /** Nothing is left to write; this reconcile's commit brings it, and must have landed; or the settings ask for none. */
  readonly because: "done" | "committed" | "settings";
}

/** An edit of the plan before issue numbers are known. Boxes and tasks are named by the line they stand on at `onto`. */
export type PlannedEdit =
  | { readonly kind: "tick-box"; readonly line: number; readonly checked: boolean }
  | { readonly kind: "link-task"; readonly line: number; readonly subject: Subject }
  | { readonly kind: "unlink-task"; readonly line: number };

export interface Comment {
  readonly kind: "comment";
  readonly issue: IssueRef;
  /** Unique name of what it answers or says, kept in its marker: it is said once. */
  readonly name: string;
  readonly body: string;
}

export interface React {
  readonly kind: "react";
  readonly repository: RepositoryName;
  readonly commentId: number;
  readonly content: "+1" | "-1" | "eyes" | "rocket" | "confused";
}

export interface PostCheck {
  readonly kind: "post-check";
  readonly repository: RepositoryName;
  readonly commit: CommitSha;
  /** `plangate` or `plangate/release v1.2.3`. */
  readonly name: string;
  readonly status: "in_progress" | "completed";
  readonly conclusion?: "success" | "failure" | "neutral" | "action_required" | "cancelled";
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly Annotation[];
  /** Digest of what is said: an equal one already there is not said again. */
  readonly externalId: string;
  /** Update this check run instead of making one. */
  readonly checkRunId?: number;
}

export interface Annotation {
  readonly path: string;
  readonly line: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

export interface DraftRelease {
  readonly kind: "draft-release";
  readonly repository: RepositoryName;
  readonly tag: string;
  readonly commit: CommitSha;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
}

export interface CreateTag {
  readonly kind: "create-tag";
  readonly repository: RepositoryName;
  readonly tag: string;
  readonly commit: CommitSha;
}

export interface PublishRelease {
  readonly kind: "publish-release";
  readonly repository: RepositoryName;
  readonly tag: string;
}

/** Takes a published release back to a draft. Its tag stays where it is. */
export interface WithdrawRelease {
  readonly kind: "withdraw-release";
  readonly repository: RepositoryName;
  readonly tag: string;
}
