import type { CheckRun } from "../state/check-run.ts";
import type { StateReason } from "../state/issue.ts";

/** An issue as tests look at it; other issues are `#7` or, elsewhere, `acme/other#7`. */
export interface IssueView {
  readonly number: number;
  readonly id: number;
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly stateReason: StateReason;
  readonly labels: readonly string[];
  readonly milestone: string | null;
  readonly assignees: readonly string[];
  readonly parent: string | null;
  readonly subIssues: readonly string[];
  readonly blockedBy: readonly string[];
  readonly author: string;
  /** Slug of the App that opened it. */
  readonly app: string | undefined;
  readonly isPull: boolean;
  readonly url: string;
}

export interface CommentView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly app: string | undefined;
  readonly reactions: readonly string[];
}

export interface CheckRunView {
  readonly id: number;
  readonly name: string;
  readonly app: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: CheckRun["annotations"];
  readonly actions: CheckRun["actions"];
  readonly externalId: string;
}

export interface ReleaseView {
  readonly id: number;
  readonly tag: string;
  readonly name: string | null;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly target: string;
  readonly author: string;
}

export interface PullView extends IssueView {
  readonly head: string;
  readonly headSha: string;
  readonly base: string;
  readonly merged: boolean;
}

export interface CommitView {
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  readonly verified: boolean;
}
