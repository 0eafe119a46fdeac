import type { LedgerEntry } from "../model/ledger.ts";
import type { IssueRef, RepositoryId } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Target } from "../model/target.ts";

/**
 * What plangate keeps beside GitHub: inbox, dirty targets, leases, the ledger of writes under way, the creation
 * budget, history. Losing it all loses no truth. Times are the store's own clock's.
 */
export interface Store extends Inbox, Queue, Ledger, Claims, Refusals, Budget, History {
  close(): Promise<void>;
}

export interface Inbox {
  /**
   * Writes a delivery and marks its repositories dirty, in one durable transaction. `false` where the same delivery
   * was stored before and its work is done or waiting: nothing is marked twice. One that comes again because its work
   * failed, or that tells of a changed installation, wakes the failed targets of its repositories.
   */
  receive(delivery: Delivery): Promise<boolean>;
}

/** Where to look, never what happened: nothing else of a payload is kept. */
export interface Delivery {
  /** `X-GitHub-Delivery`: stays the same on redelivery. */
  readonly id: string;
  readonly event: string;
  readonly repositories: readonly RepositoryId[];
}

export interface Queue {
  /**
   * Marks targets dirty. One that is being reconciled is handed out again afterwards. A deferred one is brought
   * forward; a parked or failed one keeps its time.
   */
  mark(targets: readonly Target[], notBefore?: Date): Promise<void>;
  /** Takes the longest waiting dirty target whose time has come and that nobody holds. */
  lease(forMs: number): Promise<Lease | undefined>;
  /**
   * Something of a target is done for good, and will not be done again: failures before it count no more. Nothing
   * where the lease is lost.
   */
  progress(lease: Lease): Promise<void>;
  /** Failures that count now: as the lease was given with, unless there was progress under it. */
  failures(lease: Lease): Promise<number>;
  /** Extends a lease; false where it is lost. */
  extend(lease: Lease, forMs: number): Promise<boolean>;
  /** Ends a lease: clean unless marked meanwhile. False where the lease was lost: nothing changed. */
  finish(lease: Lease): Promise<boolean>;
  /**
   * Ends a lease of a target that waits for something known (GitHub's lag, an hour's budget): it comes again at
   * `until`, or sooner where it is marked. No failure: attempts start anew.
   */
  defer(lease: Lease, until: Date, reason: string): Promise<boolean>;
  /** Ends a lease and parks the target, dirty, until a time and not before; attempts count up. */
  park(lease: Lease, until: Date, reason: string): Promise<boolean>;
  /** As `park`, and says that nothing but a person or time will mend it: shown as failed, woken as `receive` says. */
  fail(lease: Lease, until: Date, reason: string): Promise<boolean>;
  /** Everything waiting, for status pages; longest waiting first, at most 1,000. */
  waiting(): Promise<readonly WaitingTarget[]>;
}

export interface Lease {
  readonly target: Target;
  /** Grows with every lease of a target: writes of an older one are refused by the ledger. */
  readonly fence: number;
  readonly until: Date;
  /** How often it was parked, or its lease lapsed, since it last finished or made progress. */
  readonly attempts: number;
  /** True where its last holder never ended its lease: killed, or stuck. */
  readonly lapsed: boolean;
}

export interface WaitingTarget {
  readonly target: Target;
  readonly notBefore: Date;
  readonly attempts: number;
  readonly reason?: string;
  readonly held: boolean;
  /** True where its last reconcile was ended by `fail`. */
  readonly failed: boolean;
}

/** Rows are kept per plan: `scope` is `<home repository id>:<plan path>`. */
export interface Ledger {
  entries(scope: string): Promise<readonly LedgerEntry[]>;
  /**
   * Records that a create is about to be sent, to be settled at the earliest at `settledAfter`. False where the lease
   * is lost or the subject has an entry already, under way or done: then nothing may be sent.
   */
  sending(
    scope: string,
    subject: Subject,
    claim: { lease: Lease | undefined; settledAfter: Date },
  ): Promise<boolean>;
  /** Its answer was lost. An entry that is done meanwhile stays done. */
  uncertain(scope: string, subject: Subject): Promise<void>;
  /** It exists. Of two issues of one repository the lower number is kept. */
  done(scope: string, subject: Subject, issue: IssueRef): Promise<void>;
  /**
   * The create did not happen, or was looked for and not found. With `settledAfter` only the entry that was to be
   * settled at that very time goes: one that another worker has put in its place meanwhile stays.
   */
  forget(scope: string, subject: Subject, settledAfter?: Date): Promise<void>;
}

/**
 * Right to send something else that GitHub would make twice (a comment, a draft): by name within a scope, for as long
 * as GitHub may not show yet that it is there. Kept when it was sent; given back when it surely was not.
 */
export interface Claims {
  claim(
    scope: string,
    name: string,
    claim: { lease: Lease | undefined; until: Date },
  ): Promise<{ kind: "claimed" } | { kind: "taken"; until: Date } | { kind: "lease-lost" }>;
  /** Gives a claim back that was made until that very time. */
  unclaim(scope: string, name: string, until: Date): Promise<void>;
}

/** What GitHub refused, so that it is not asked for again at every sweep; forgotten when an installation changes. */
export interface Refusals {
  /** The refusals of a scope that still stand: GitHub's reason by the name of what was refused. */
  refusals(scope: string): Promise<ReadonlyMap<string, string>>;
  refuse(
    scope: string,
    name: string,
    refusal: { readonly reason: string; readonly until: Date },
  ): Promise<void>;
}

export interface Budget {
  /**
   * Takes one creation out of an owner's hour; the time from which one is free again where none is left.
   * At most 450 in any hour, counted in the store so that restarts do not forget.
   */
  spend(owner: string): Promise<{ kind: "spent" } | { kind: "exhausted"; nextAt: Date }>;
  /** Creations of the last hour by owner; owners without any are left out. */
  usage(): Promise<ReadonlyMap<string, number>>;
}

export interface History {
  record(row: HistoryRow): Promise<void>;
  /** Newest first, at most `limit`. */
  recent(limit: number): Promise<readonly HistoryRow[]>;
  /** Remembers that a repository holds issues of a plan in `home`, so that its events wake the home. */
  holds(repository: RepositoryId, home: RepositoryId): Promise<void>;
  homesOf(repository: RepositoryId): Promise<readonly RepositoryId[]>;
  /** Every repository the store has heard of, for the sweep. */
  repositories(): Promise<readonly RepositoryId[]>;
}

export interface HistoryRow {
  readonly target: string;
  readonly at: Date;
  readonly result: "clean" | "parked" | "failed";
  readonly reads: number;
  readonly writes: number;
  /** One sentence; never a secret, never private words of another repository. */
  readonly note: string;
}
