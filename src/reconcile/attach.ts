import type { DesiredIssue } from "../model/desired-issue.ts";
import type { Problem } from "../model/problem.ts";
import { isSameOwner } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { problemAt, quote } from "./describe.ts";
import type { Matching } from "./matching.ts";
import type { ReadIssue } from "./read-issues.ts";
import { keyOf } from "./read-issues.ts";

/** GitHub's own limits; closed sub-issues count. */
const subIssuesMax = 100;
const blockersMax = 50;

/** A desired issue as GitHub can hold it: relations that it refuses are words. */
export interface PlacedIssue extends DesiredIssue {
  /** The relations as the plan has them. */
  readonly asked: { readonly parent?: Subject; readonly blockedBy: readonly Subject[] };
  readonly partOf?: string;
  readonly waitsFor: readonly string[];
}

export interface AttachInput {
  readonly issues: readonly DesiredIssue[];
  readonly matching: Matching;
  /** Every issue that was read: they count as sub-issues of their parents. */
  readonly read: Iterable<ReadIssue>;
}

/** Leaves out sub-issues and dependencies that GitHub refuses, and says so. */
export function attach(input: AttachInput): {
  readonly issues: readonly PlacedIssue[];
  readonly problems: readonly Problem[];
} {
  const bySubject = new Map(input.issues.map((issue) => [issue.subject, issue]));
  const relations = new Relations(input);
  const issues = input.issues.map((issue): PlacedIssue => {
    const { parent, ...rest } = issue;
    const above = parent === undefined ? undefined : bySubject.get(parent);
    const attached = above !== undefined && relations.takesChild(above, issue);
    const blockedBy: Subject[] = [];
    const waitsFor: string[] = [];
    for (const subject of issue.blockedBy) {
      const blocker = bySubject.get(subject);
      if (blocker === undefined) continue;
      if (relations.takesBlocker(issue, blocker, blockedBy.length)) blockedBy.push(subject);
      else waitsFor.push(blocker.title);
    }
    return {
      ...rest,
      ...(attached ? { parent: above.subject } : {}),
      ...(above === undefined || attached ? {} : { partOf: above.title }),
      asked: { blockedBy: issue.blockedBy, ...(parent === undefined ? {} : { parent }) },
      blockedBy,
      waitsFor,
    };
  });
  return { issues, problems: relations.problems() };
}

/** Counts the places that are left, and collects the refusals: one message per cause. */
class Relations {
  readonly #matching: Matching;
  readonly #children = new Map<string, number>();
  readonly #refused = new Map<string, { line: number; count: number }>();

  constructor({ matching, read }: AttachInput) {
    this.#matching = matching;
    for (const { issue } of new Set(read)) if (issue.parent !== null) this.#count(keyOf(issue.parent));
  }

  takesChild(parent: DesiredIssue, child: DesiredIssue): boolean {
    const title = quote(parent.title);
    if (!this.#hasSameOwner(parent, child)) {
      return this.#refuse(child, `as a sub-issue of ${title}: its repository has another owner`);
    }
    const ref = this.#matching.issueOf.get(parent.subject)?.issue.ref;
    const key = ref === undefined ? parent.subject : keyOf(ref);
    const there = this.#matching.issueOf.get(child.subject)?.issue.parent ?? null;
    if (there !== null && keyOf(there) === key) return true;
    if ((this.#children.get(key) ?? 0) >= subIssuesMax) {
      return this.#refuse(
        child,
        `as a sub-issue of ${title}: GitHub takes ${subIssuesMax} of them, closed ones counted`,
      );
    }
    this.#count(key);
    return true;
  }

  takesBlocker(issue: DesiredIssue, blocker: DesiredIssue, count: number): boolean {
    if (!this.#hasSameOwner(issue, blocker)) {
      return this.#refuse(
        issue,
        `to ${quote(blocker.title)}, which blocks it: its repository has another owner`,
      );
    }
    if (count < blockersMax) return true;
    return this.#refuse(
      issue,
      `to all that ${quote(issue.title)} waits for: GitHub takes ${blockersMax} dependencies`,
    );
  }

  problems(): readonly Problem[] {
    return [...this.#refused].map(([message, { line, count }]) =>
      problemAt(
        line,
        "relation-in-words",
        `Cannot attach ${count === 1 ? "an issue" : `${count} issues`} ${message}. Their bodies say it in words`,
      ),
    );
  }

  #hasSameOwner(left: DesiredIssue, right: DesiredIssue): boolean {
    const [one, other] = [left, right].map(
      (issue) => this.#matching.issueOf.get(issue.subject)?.issue.ref.repository ?? issue.repository,
    );
    return one !== undefined && other !== undefined && isSameOwner(one, other);
  }

  #refuse(issue: DesiredIssue, message: string): false {
    const seen = this.#refused.get(message);
    if (seen === undefined) this.#refused.set(message, { line: issue.line, count: 1 });
    else seen.count += 1;
    return false;
  }

  #count(key: string): void {
    this.#children.set(key, (this.#children.get(key) ?? 0) + 1);
  }
}
