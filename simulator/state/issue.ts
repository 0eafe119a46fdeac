import type { Account } from "./account.ts";
import type { App } from "./app.ts";

/** A label of a repository. Names are unique without regard to case. */
export interface Label {
  readonly id: number;
  readonly nodeId: string;
  name: string;
  color: string;
  description: string | null;
}

/** A milestone of a repository. */
export interface Milestone {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly creator: Account;
  readonly createdAt: Date;
  updatedAt: Date;
  title: string;
  description: string | null;
  state: "open" | "closed";
  dueOn: Date | null;
  closedAt: Date | null;
}

/** One version of a body, as GraphQL's `userContentEdits` shows it. */
interface ContentEdit {
  readonly nodeId: string;
  readonly editor: Account;
  readonly editedAt: Date;
  /** The whole text after this edit, as GitHub keeps it. */
  readonly body: string;
}

/** Words of an issue or comment with their history. */
export interface Written {
  body: string;
  readonly author: Account;
  readonly app: App | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  lastEditedAt: Date | undefined;
  editor: Account | undefined;
  /** Oldest first; the first entry is the text as created, and is there once there was an edit. */
  readonly edits: ContentEdit[];
}

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened" | null;

/** A thing that happened to an issue, for `/issues/{n}/events`. */
export interface IssueEvent {
  readonly id: number;
  readonly nodeId: string;
  readonly event: string;
  readonly actor: Account;
  readonly app: App | undefined;
  readonly createdAt: Date;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** An issue, or the issue side of a pull request. */
export interface Issue extends Written {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly repositoryId: number;
  title: string;
  state: "open" | "closed";
  stateReason: StateReason;
  closedAt: Date | null;
  closedBy: Account | null;
  locked: boolean;
  /** Became a discussion: closed and locked, and not to be changed any more. */
  converted: boolean;
  labels: Label[];
  assignees: Account[];
  milestone: Milestone | null;
  parent: Issue | null;
  /** In the order shown; closed ones stay and count. */
  readonly subIssues: Issue[];
  readonly blockedBy: Issue[];
  readonly blocking: Issue[];
  readonly events: IssueEvent[];
  pull: Pull | null;
}

/** What makes an issue a pull request. */
export interface Pull {
  readonly id: number;
  readonly nodeId: string;
  readonly headRepositoryId: number;
  readonly headRef: string;
  headSha: string;
  readonly baseRef: string;
  baseSha: string;
  draft: boolean;
  mergedAt: Date | null;
  mergedBy: Account | null;
  mergeCommitSha: string | null;
}

export interface Reaction {
  readonly id: number;
  readonly nodeId: string;
  readonly account: Account;
  readonly content: string;
  readonly createdAt: Date;
}

/** A comment on an issue or pull request. */
export interface IssueComment extends Written {
  readonly id: number;
  readonly nodeId: string;
  readonly issue: Issue;
  readonly reactions: Reaction[];
}
