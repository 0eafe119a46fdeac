import type { Problem } from "../model/problem.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { ReadIssue } from "./read-issues.ts";
import { keyOf } from "./read-issues.ts";

/** Which issue each node of the plan goes on with. */
export interface Matching {
  readonly issueOf: ReadonlyMap<Subject, ReadIssue>;
  /** Nodes that get no issue now and whose issues are left as they are; the problems say why. */
  readonly held: ReadonlySet<Subject>;
  /** Issues that are known to exist and cannot be seen. */
  readonly unseen: ReadonlyMap<Subject, IssueRef>;
  /** Issues of this plan that no node goes on with. */
  readonly orphans: readonly ReadIssue[];
  /** Open issues that stand for a node that has another one. */
  readonly twins: readonly { readonly twin: ReadIssue; readonly kept: IssueRef }[];
  readonly problems: readonly Problem[];
}

/** A matching under way: each issue and each node is taken once. */
export class MatchDraft {
  readonly issueOf = new Map<Subject, ReadIssue>();
  readonly held = new Set<Subject>();
  readonly unseen = new Map<Subject, IssueRef>();
  readonly problems: Problem[] = [];
  readonly #taken = new Set<string>();

  take(subject: Subject, read: ReadIssue): void {
    this.issueOf.set(subject, read);
    this.#taken.add(keyOf(read.issue.ref));
  }

  hold(subject: Subject, problem?: Problem): void {
    this.held.add(subject);
    if (problem !== undefined) this.problems.push(problem);
  }

  /** Keeps an issue from being given to another node or closed. */
  reserve(issue: IssueRef): void {
    this.#taken.add(keyOf(issue));
  }

  isTaken(read: ReadIssue): boolean {
    return this.#taken.has(keyOf(read.issue.ref));
  }

  isSettled(subject: Subject): boolean {
    return this.issueOf.has(subject) || this.held.has(subject);
  }
}
