import type { TagFact } from "../model/evidence.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import type { PassedTag, RulesetFacts } from "../model/ruleset.ts";

/** What is read of tags, releases, the rules on them, and the commits that may become one. */
export interface ReleasePort {
  tags(repository: RepositoryName): Promise<readonly TagFact[]>;
  /** A release by its tag, drafts included (drafts are found by listing). */
  release(repository: RepositoryName, tag: string): Promise<ReleaseFacts | undefined>;
  /** Rulesets on tags, those of the organisation among them, as far as our own identity may see them. */
  tagRulesets(repository: RepositoryName): Promise<readonly RulesetFacts[]>;
  /** Who pushed a tag; undefined where GitHub does not say. */
  tagPush(repository: RepositoryName, tag: TagFact): Promise<TagPushFacts | undefined>;
  /** Tags of the last month that somebody other than us pushed past a ruleset. TerminalError without Administration: read. */
  passedTags(repository: RepositoryName): Promise<readonly PassedTag[]>;
  branches(repository: RepositoryName): Promise<readonly BranchFacts[]>;
  /** True where `commit` is `head` or comes before it; false also where GitHub knows no such commit. */
  isBefore(repository: RepositoryName, commit: CommitSha, head: CommitSha): Promise<boolean>;
  /** Our own latest check runs on the commits before one, the newest 50 of them; none where we are known by no App's id. */
  checksBefore(repository: RepositoryName, commit: CommitSha): Promise<readonly PastCheckFacts[]>;
}

export interface ReleaseFacts {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** True where our own identity made it. */
  readonly own: boolean;
  /** Login of who made it. */
  readonly by: string;
  /** The commit a draft will be tagged at. Anybody who may write may change it. */
  readonly target: string;
  /** ISO time; null for a draft that never was out. */
  readonly publishedAt: string | null;
  readonly body: string;
  readonly url: string;
}

export interface BranchFacts {
  readonly name: string;
  readonly head: CommitSha;
}

/** Who brought a tag. */
export interface TagPushFacts {
  /** A login; of an annotated tag that nothing else tells of, the name in the tag itself. */
  readonly by: string;
  /** ISO time. */
  readonly at: string;
  /** What says so: rulesets and events are GitHub's own word, a tag's is its author's. */
  readonly told: "rulesets" | "events" | "tag";
  /** True where rulesets would have refused it, and let this person pass. */
  readonly passed: boolean;
}

/** A check run of ours on an older commit. */
export interface PastCheckFacts {
  readonly commit: CommitSha;
  readonly name: string;
  /** As REST says it: `success`; null while it is under way. */
  readonly conclusion: string | null;
  readonly externalId: string;
  /** ISO time at which it was posted. */
  readonly startedAt: string;
}
