import type { Known } from "./known.ts";
import type { CommitSha, IssueRef, RepositoryFacts, RepositoryName } from "./repository.ts";

/** What GitHub showed us about one plan's issues at one moment. */
export interface Observed {
  /** Head of the home's default branch that plan and settings were read at. */
  readonly commit: CommitSha;
  readonly home: RepositoryFacts;
  /** Every repository that issues of this plan may live in, the home included. An unknown one gets no operation. */
  readonly repositories: Readonly<Record<RepositoryName, Known<ObservedRepository>>>;
  /** Issues that plan lines link to and that no list of ours holds; unknown: could not be read; null: gone (404, 410). */
  readonly linked: readonly { readonly issue: IssueRef; readonly facts: Known<ObservedIssue | null> }[];
}

export interface ObservedRepository {
  readonly facts: RepositoryFacts;
  /** Every issue our app opened there, open and closed, each list read to its end. */
  readonly issues: readonly ObservedIssue[];
  /** Read only where the plan's issues are to have labels, as milestones are: see `namesAsked`. */
  readonly labels: readonly { readonly name: string; readonly nodeId: string }[];
  readonly milestones: readonly {
    readonly number: number;
    readonly title: string;
    readonly nodeId: string;
    readonly state: "open" | "closed";
  }[];
  /** Issue template files that phases name: path to content, null where the file does not exist. */
  readonly templates: Readonly<Record<string, string | null>>;
}

export interface ObservedIssue {
  readonly ref: IssueRef;
  /** Database id, as sub-issue and dependency calls want it. */
  readonly id: number;
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  /** `completed`, `not_planned`, `duplicate`, `reopened` or null. */
  readonly stateReason: string | null;
  readonly labels: readonly string[];
  readonly milestone: string | null;
  /** True where our own app opened it. */
  readonly own: boolean;
  readonly parent: IssueRef | null;
  /** Issues it is blocked by; read only where it has any. */
  readonly blockedBy: readonly IssueRef[];
  readonly closedBy?: string;
  /** ISO time; absent where the read did not say. */
  readonly createdAt?: string;
  /** How many comments it has; absent where the read did not say. */
  readonly comments?: number;
}
