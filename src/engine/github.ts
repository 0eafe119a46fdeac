import type { CheckFact } from "../model/evidence.ts";
import type { Known } from "../model/known.ts";
import type { RunFacts } from "../model/metric.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { Annotation } from "../model/operation.ts";
import type {
  CommitSha,
  IssueRef,
  RepositoryFacts,
  RepositoryId,
  RepositoryName,
} from "../model/repository.ts";
import type { Person, Role } from "../model/statement.ts";
import type { ReleaseFacts, ReleasePort } from "./release-port.ts";

/**
 * Gives the connection that may act on a repository: an installation's for the App, one token's for Action and CLI.
 * Rejects with TerminalError where plangate is not installed there.
 */
export interface Connect {
  (repository: RepositoryId | RepositoryName): Promise<GitHub>;
}

/** One identity's view of GitHub. Every list is read to its end; every failed read rejects, none returns less. */
export interface GitHub extends GitHubReader, GitHubWriter {
  /** Who we are here: writes of ours carry it. */
  readonly self: {
    readonly appId: number | null;
    readonly login: string;
    /** Of the account itself, where it was asked for. */
    readonly id?: number;
  };
  /** Requests sent so far by this connection, retried reads counted each time, token requests not at all. */
  counts(): { readonly reads: number; readonly writes: number };
}

/** Reads. A 404 of the thing asked for is `undefined`; of the repository itself a TerminalError. */
export interface GitHubReader extends ReleasePort {
  repository(of: RepositoryId | RepositoryName): Promise<RepositoryFacts>;
  /** Head commit of a branch. */
  head(repository: RepositoryName, branch: string): Promise<CommitSha | undefined>;
  /** Bytes of a file at a commit; undefined where there is none. TerminalError for links, submodules, > 1 MB. */
  file(repository: RepositoryName, path: string, at: CommitSha): Promise<Uint8Array | undefined>;
  /** Every file path at a commit. TerminalError where GitHub cuts the tree. */
  paths(repository: RepositoryName, at: CommitSha): Promise<readonly string[]>;
  /** Every file at a commit, with its mode and its blob's name. TerminalError where GitHub cuts the tree. */
  files(
    repository: RepositoryName,
    at: CommitSha,
  ): Promise<readonly { readonly path: string; readonly mode: string; readonly sha: string }[]>;
  /** Issues (no pull requests) that our own identity opened, open and closed. */
  ownIssues(repository: RepositoryName): Promise<readonly ObservedIssue[]>;
  /** Issues that hold a region of plangate's, any plangate's, open and closed, with who opened them. */
  markedIssues(repository: RepositoryName): Promise<MarkedIssues>;
  /** One issue, whoever opened it, with its blockers, under the name and number it has now; undefined where it is gone (404, 410). */
  issue(ref: IssueRef): Promise<ObservedIssue | undefined>;
  labels(repository: RepositoryName): Promise<readonly { name: string; nodeId: string }[]>;
  milestones(
    repository: RepositoryName,
  ): Promise<readonly { number: number; title: string; nodeId: string; state: "open" | "closed" }[]>;
  /** Open issues with a label. */
  labelled(
    repository: RepositoryName,
    label: string,
  ): Promise<readonly { ref: IssueRef; title: string; milestone?: string }[]>;
  comments(issue: IssueRef): Promise<readonly CommentFacts[]>;
  /** Open pull requests against a branch that somebody commented on, with all their comments. */
  conversations(repository: RepositoryName, base: string): Promise<readonly ConversationFacts[]>;
  /** Live permission of a person; `none` where GitHub knows none. Rejects where it cannot be read. */
  role(repository: RepositoryName, person: Person): Promise<Role>;
  /** Who may maintain the repository. TerminalError where it cannot be told. */
  maintainers(repository: RepositoryName): Promise<readonly Person[]>;
  /** Authors, co-authors and committers of the commits after `since` up to `at`. TerminalError where one has no account. */
  authors(
    repository: RepositoryName,
    span: { readonly since?: CommitSha; readonly at: CommitSha },
  ): Promise<readonly Person[]>;
  /** Whether a person is in a team, `@org/team`; false where there is no such team to be seen. */
  inTeam(team: string, person: Person): Promise<boolean>;
  /** Check runs and commit statuses of a commit, latest of each name and app. */
  checks(repository: RepositoryName, commit: CommitSha): Promise<readonly CheckFact[]>;
  /** Our own latest check run of each name on a commit. */
  ownChecks(repository: RepositoryName, commit: CommitSha): Promise<readonly OwnCheckFacts[]>;
  /** What workflow runs of a commit kept for gates (`plangate-metrics`, `plangate-verify`), each with what GitHub says of its run. */
  metrics(repository: RepositoryName, commit: CommitSha): Promise<readonly KeptMetrics[]>;
  /** Commits of a branch with a workflow run of a push that passed, newest first: the last hundred runs. */
  passedCommits(repository: RepositoryName, branch: string): Promise<readonly CommitSha[]>;
  openPullRequests(repository: RepositoryName): Promise<readonly PullRequestFacts[]>;
  /** Heads of the merge groups that wait for a branch (`gh-readonly-queue/…`), each with its last pull request. */
  queueHeads(
    repository: RepositoryName,
    base: string,
  ): Promise<readonly { readonly head: CommitSha; readonly pullRequest: number }[]>;
  /** The newest pull request from a branch of the repository itself into another, open or not; undefined where there was none. */
  pullRequestFrom(
    repository: RepositoryName,
    branches: { readonly head: string; readonly base: string },
  ): Promise<ProposalFacts | undefined>;
  /** The newest commits that touch a file, seen from a commit; newest first, at most 100. */
  commits(
    repository: RepositoryName,
    of: { readonly at: CommitSha; readonly path: string; readonly since?: Date },
  ): Promise<readonly CommitFacts[]>;
  /** Paths a pull request changes. */
  changedPaths(repository: RepositoryName, pullRequest: number): Promise<readonly string[]>;
  /** Time left in this identity's primary limit, as the last answer said. */
  readonly remaining: number | undefined;
}

/**
 * Writes: each sends exactly one request, without retries. Resolve: it happened. TerminalError: refused, did not
 * happen. RetryableError: did not happen, may later. UncertainError: the answer was lost.
 */
export interface GitHubWriter {
  createLabel(repository: RepositoryName, name: string): Promise<{ nodeId: string }>;
  createMilestone(repository: RepositoryName, title: string): Promise<{ number: number; nodeId: string }>;
  /** GraphQL `createIssue`, with its parent in the same call. */
  createIssue(input: NewIssue): Promise<ObservedIssue>;
  updateIssue(issue: IssueRef, change: IssueChange): Promise<void>;
  addSubIssue(parent: IssueRef, childId: number): Promise<void>;
  addBlockedBy(blocked: IssueRef, blockerId: number): Promise<void>;
  removeBlockedBy(blocked: IssueRef, blockerId: number): Promise<void>;
  comment(issue: IssueRef, body: string): Promise<{ id: number; url: string }>;
  react(repository: RepositoryName, commentId: number, content: string): Promise<void>;
  /** `createCommitOnBranch` with `expectedHeadOid`; RetryableError where the head moved. */
  commitFile(input: FileCommit): Promise<CommitSha>;
  /** As `commitFile`, on no branch yet, onto several parents: nobody sees it until a branch points to it. */
  commitObject(input: ObjectCommit): Promise<CommitSha>;
  createBranch(repository: RepositoryName, branch: string, commit: CommitSha): Promise<void>;
  /** Forward only; RetryableError where the branch holds what the commit does not. */
  moveBranch(repository: RepositoryName, branch: string, commit: CommitSha): Promise<void>;
  /** Only while its head is that commit. */
  deleteBranch(
    repository: Pick<RepositoryFacts, "name" | "nodeId">,
    branch: string,
    head: CommitSha,
  ): Promise<void>;
  /** GitHub refuses a second one from the same branch. */
  openPullRequest(
    repository: RepositoryName,
    of: { readonly head: string; readonly base: string; readonly title: string; readonly body: string },
  ): Promise<void>;
  closePullRequest(pullRequest: IssueRef, body: string): Promise<void>;
  createCheck(repository: RepositoryName, check: NewCheck): Promise<{ id: number }>;
  updateCheck(repository: RepositoryName, id: number, check: Omit<NewCheck, "commit">): Promise<void>;
  draftRelease(
    repository: RepositoryName,
    release: { tag: string; commit: CommitSha; title: string; body: string; prerelease: boolean },
  ): Promise<ReleaseFacts>;
  /** One `POST /git/refs`. TerminalError with code `tag-exists` where it is there already. */
  createTag(repository: RepositoryName, tag: string, commit: CommitSha): Promise<void>;
  publishRelease(repository: RepositoryName, releaseId: number): Promise<void>;
  /** Back to a draft; its tag stays. GitHub refuses it for an immutable release. */
  withdrawRelease(repository: RepositoryName, releaseId: number): Promise<void>;
}

export interface NewIssue {
  readonly repository: RepositoryFacts;
  readonly title: string;
  readonly body: string;
  readonly labelNodeIds: readonly string[];
  readonly milestoneNodeId?: string;
  readonly parentNodeId?: string;
}

export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened";
  readonly labels?: readonly string[];
  readonly milestone?: number | null;
}

export interface FileCommit {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly headline: string;
  readonly onto: CommitSha;
}

export interface ObjectCommit extends Omit<FileCommit, "branch" | "onto"> {
  /** The first is the one whose other files it keeps. */
  readonly parents: readonly [CommitSha, ...CommitSha[]];
}

export interface CommitFacts {
  readonly sha: CommitSha;
  /** True where our own identity made it. */
  readonly own: boolean;
  /** True where an App made it, ours or another. */
  readonly bot: boolean;
  readonly at: Date;
}

/** A pull request of ours for a plan. */
export interface ProposalFacts {
  readonly pullRequest: IssueRef;
  readonly state: "open" | "merged" | "closed";
  readonly body: string;
}

export interface NewCheck {
  readonly commit: CommitSha;
  readonly name: string;
  readonly status: "in_progress" | "completed";
  readonly conclusion?: "success" | "failure" | "neutral" | "action_required" | "cancelled";
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly Annotation[];
  readonly externalId: string;
}

export interface MarkedIssues {
  readonly issues: readonly MarkedIssue[];
  /** The highest number that the list shows, of issues and pull requests alike; 0 where there are none. */
  readonly last: number;
}

export interface MarkedIssue {
  /** Without what it is blocked by. */
  readonly issue: ObservedIssue;
  readonly author: Person & { readonly kind: "user" | "bot" };
}

export interface CommentFacts {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: Person & { readonly kind: "user" | "bot" };
  /** True where our own identity wrote it. */
  readonly own: boolean;
  readonly createdAt: string;
  /** True where it was changed after it was made. */
  readonly edited: boolean;
  /** Contents of reactions that our own identity left. */
  readonly ownReactions: readonly string[];
}

/** What is said on a pull request. */
export interface ConversationFacts {
  readonly pullRequest: IssueRef;
  readonly title: string;
  readonly body: string;
  readonly head: CommitSha;
  readonly comments: readonly CommentFacts[];
}

export interface KeptMetrics {
  readonly holds: "metrics" | "verifications";
  readonly run: RunFacts;
  /** The artifact's name. */
  readonly artifact: string;
  /** The file in it; unknown where it has expired or is none that may be read. */
  readonly content: Known<Uint8Array>;
}

export interface OwnCheckFacts {
  readonly id: number;
  readonly name: string;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly externalId: string;
  /** ISO time at which it was posted. */
  readonly startedAt?: string;
  /** Somebody asked for it anew since it was concluded, and waits for a fresh conclusion. */
  readonly askedAgain?: true;
}

export interface PullRequestFacts {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: CommitSha;
  readonly headBranch: string;
  /** True where the head lives in another repository. */
  readonly fork: boolean;
  readonly base: string;
  readonly author: Person;
}
