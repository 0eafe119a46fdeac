import type { AddDependency, LinkSubIssue, RemoveDependency } from "../model/operation.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { PlacedIssue } from "./attach.ts";
import type { Matching } from "./matching.ts";
import { markerOf } from "./owned-issues.ts";
import type { ReadIssue } from "./read-issues.ts";
import { keyOf } from "./read-issues.ts";

export interface RelateInput {
  readonly issues: readonly PlacedIssue[];
  readonly matching: Matching;
  /** Subjects that operations may name: there, or created by this list. */
  readonly isNamed: (subject: Subject) => boolean;
}

/** Where an issue of a subject is, also of one whose words have changed since its marker was written. */
function issueOfFormer(matching: Matching): (subject: Subject) => IssueRef | undefined {
  const former = new Map<Subject, IssueRef>();
  for (const read of [...matching.issueOf.values(), ...matching.orphans]) {
    const subject = markerOf(read)?.subject;
    if (subject !== undefined) former.set(subject, read.issue.ref);
  }
  return (subject) => matching.issueOf.get(subject)?.issue.ref ?? former.get(subject);
}

/** Attaches issues that are there already to the parent that the plan gives them now, unless people chose another. */
export function linkSubIssues({ issues, matching, isNamed }: RelateInput): readonly LinkSubIssue[] {
  const formerly = issueOfFormer(matching);
  return issues.flatMap((issue): LinkSubIssue[] => {
    const read = matching.issueOf.get(issue.subject);
    if (read === undefined || issue.parent === undefined || !isNamed(issue.parent)) return [];
    if (read.body.kind === "damaged" || read.issue.state === "closed") return [];
    const shown = read.issue.parent;
    const wanted = matching.issueOf.get(issue.parent)?.issue.ref;
    if (shown !== null && wanted !== undefined && keyOf(shown) === keyOf(wanted)) return [];
    const before = markerOf(read)?.parent;
    const asked = before === undefined ? undefined : formerly(before);
    // Asked for already: somebody has detached or moved it since.
    if (asked !== undefined && wanted !== undefined && keyOf(asked) === keyOf(wanted)) return [];
    if (shown !== null && (asked === undefined || keyOf(shown) !== keyOf(asked))) return [];
    return [{ kind: "link-sub-issue", parent: issue.parent, child: issue.subject }];
  });
}

/** Dependencies that are missing, and those we once asked for and the plan has no more. People's others stay. */
export function relateIssues({ issues, matching, isNamed }: RelateInput): {
  readonly adds: readonly AddDependency[];
  readonly removes: readonly RemoveDependency[];
} {
  const formerly = issueOfFormer(matching);
  const adds: AddDependency[] = [];
  const removes: RemoveDependency[] = [];
  for (const issue of issues) {
    const read = matching.issueOf.get(issue.subject);
    if (read !== undefined && (read.body.kind === "damaged" || read.issue.state === "closed")) continue;
    if (read === undefined && !isNamed(issue.subject)) continue;
    const there = new Set(read?.issue.blockedBy.map(keyOf));
    const before = askedFor(read, formerly);
    const wanted = new Set<string>();
    for (const blocker of issue.blockedBy) {
      if (!isNamed(blocker)) continue;
      const ref = matching.issueOf.get(blocker)?.issue.ref;
      if (ref !== undefined) wanted.add(keyOf(ref));
      if (ref !== undefined && there.has(keyOf(ref))) continue;
      adds.push({ kind: "add-dependency", blocked: issue.subject, blocker });
    }
    if (read === undefined) continue;
    for (const [key, blocker] of before) {
      if (there.has(key) && !wanted.has(key))
        removes.push({ kind: "remove-dependency", blocked: read.issue.ref, blocker });
    }
  }
  return { adds, removes };
}

function askedFor(
  read: ReadIssue | undefined,
  formerly: (subject: Subject) => IssueRef | undefined,
): ReadonlyMap<string, IssueRef> {
  const refs = (read === undefined ? undefined : markerOf(read))?.needs.map(formerly) ?? [];
  return new Map(refs.flatMap((ref) => (ref === undefined ? [] : [[keyOf(ref), ref]])));
}
