import type { Known } from "./known.ts";
import type { Baseline, MetricFacts } from "./metric.ts";
import type { CommitSha, IssueRef } from "./repository.ts";
import type { Person, Statement } from "./statement.ts";
import type { VerificationFacts } from "./verification.ts";

/** What the gates of a plan want to know, as data: the engine reads just this. */
export interface Needs {
  readonly tags: boolean;
  readonly files: readonly string[];
  readonly checks: boolean;
  readonly statements: boolean;
  /** Labels of issues that hold a release; absent where no version is asked about. */
  readonly blockerLabels?: readonly string[];
  /** Versions whose release is looked for. */
  readonly versions: readonly string[];
  /** Teams (`@org/team`) that approvals name: which of them a speaker is a member of. */
  readonly teams?: readonly string[];
  /** True where an approval asks for somebody else than the author. */
  readonly authors?: boolean;
  /** Metrics that settings name, as they name them. */
  readonly metrics?: readonly string[];
  /** Verification commands that settings allow. */
  readonly commands?: readonly string[];
  /** What changes are measured against: tags of releases, or `lastPassing`. */
  readonly baselines?: readonly string[];
}

/** Facts gathered about one plan at one commit. Everything may be unknown; unknown is never a pass. */
export interface Evidence {
  /** The commit that files, checks and boxes were read at; absent offline. */
  readonly commit?: CommitSha;
  /** Digest of the commit's files, plans and settings left out: what a statement before a tag is bound to. Absent counts as unknown. */
  readonly tree?: Known<string>;
  readonly tags: Known<readonly TagFact[]>;
  /** Per path that was asked for: whether it exists at the commit. */
  readonly files: Readonly<Record<string, Known<boolean>>>;
  readonly checks: Known<readonly CheckFact[]>;
  /** States of the plan's issues, by subject (see `Subject`). */
  readonly issues: Known<Readonly<Record<string, IssueStateFact>>>;
  readonly statements: Known<readonly Statement[]>;
  readonly blockers: Known<readonly BlockerFact[]>;
  /** Whose work is judged at the commit: those that `other-than-author` shuts out. Absent counts as unknown. */
  readonly authors?: Known<readonly Person[]>;
  /** What the workflow runs of the commit kept, whoever's they are. Absent counts as unknown. */
  readonly metrics?: Known<MetricFacts>;
  /** What verification commands did in the workflow runs of the commit. Absent counts as unknown. */
  readonly verifications?: Known<VerificationFacts>;
  /** The branch whose runs count; without it, none do. */
  readonly defaultBranch?: string;
  /** By the names that were asked for; null where there is none yet. */
  readonly baselines?: Readonly<Record<string, Known<Baseline | null>>>;
}

export interface TagFact {
  readonly name: string;
  readonly commit: CommitSha;
}

export interface CheckFact {
  readonly name: string;
  readonly app: string;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly url?: string;
}

export interface IssueStateFact {
  readonly issue: IssueRef;
  readonly state: "open" | "closed";
  /** `completed`, `not_planned`, `duplicate`; null while open. */
  readonly reason: string | null;
  readonly closedBy?: string;
  /** True where plangate closed it, for what held or was gone then: that is nobody's word. */
  readonly closedByUs?: true;
}

/** An open issue with a blocker label. It holds the version of its milestone, or those its title names; else every one. */
export interface BlockerFact {
  readonly issue: IssueRef;
  readonly title: string;
  readonly milestone?: string;
}
