import type { BodyOf } from "../model/desired-issue.ts";
import type { Observed } from "../model/observed.ts";
import type { UpdateIssue } from "../model/operation.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { ownedIssues } from "./owned-issues.ts";
import type { PlanName } from "./owned-issues.ts";
import { readIssues } from "./read-issues.ts";
import { closeIssue } from "./remove-issues.ts";

export interface StandBackInput {
  readonly observed: Observed;
  readonly name: PlanName;
  /** The issues of the plangate that keeps the plan. */
  readonly keepers: ReadonlyMap<Subject, IssueRef>;
  readonly bodyOf: BodyOf;
}

/** Closes what we made for a plan that another keeps, each issue as a duplicate of the other's. */
export function standBack({ observed, name, keepers, bodyOf }: StandBackInput): readonly UpdateIssue[] {
  const { ours } = ownedIssues(readIssues(observed), name, new Set());
  return ours.flatMap((read) => {
    const { issue, marker } = read;
    const twin = keepers.get(marker.subject) ?? keepers.get("plan");
    // What people opened again stays open.
    if (issue.state !== "open" || marker.base === "removed" || twin === undefined) return [];
    return closeIssue(read, bodyOf, twin) ?? [];
  });
}
