import type { Marker } from "../model/marker.ts";
import type { RepositoryId } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { ReadIssue, ReadIssues } from "./read-issues.ts";

/** What makes a marker this plan's. */
export interface PlanName {
  readonly path: string;
  /** Every plan of the home: a marker of a path that is not among them is of a plan that was renamed or ended. */
  readonly paths: readonly string[];
  readonly home: RepositoryId;
  readonly deployment: string;
}

export interface OwnedIssue extends ReadIssue {
  readonly marker: Marker;
}

export interface OwnedIssues {
  /** Ours, of this plan. */
  readonly ours: readonly OwnedIssue[];
  /** Of this plan, made by another installation of plangate. */
  readonly foreign: readonly OwnedIssue[];
  /** Opened by us without a marker that can be read: it cannot be told whose they are. */
  readonly nameless: readonly ReadIssue[];
}

/** Sorts the issues that our own app opened by what their markers say. */
export function ownedIssues(issues: ReadIssues, name: PlanName, subjects: ReadonlySet<Subject>): OwnedIssues {
  const marked: OwnedIssue[] = [];
  const nameless: ReadIssue[] = [];
  for (const read of new Set(issues.values())) {
    if (!read.issue.own) continue;
    const marker = markerOf(read);
    if (marker === undefined) nameless.push(read);
    else if (marker.home === name.home) marked.push({ ...read, marker });
  }
  const former = formerPath(marked, name, subjects);
  const ofPlan = marked.filter(({ marker }) => marker.plan === name.path || marker.plan === former);
  return {
    ours: ofPlan.filter(({ marker }) => marker.deployment === name.deployment),
    foreign: ofPlan.filter(({ marker }) => marker.deployment !== name.deployment),
    nameless,
  };
}

export function markerOf(read: ReadIssue): Marker | undefined {
  switch (read.body.kind) {
    case "none":
      return undefined;
    case "damaged":
    case "region":
      return read.body.marker;
  }
}

/**
 * The path this plan had before it was renamed: one that no plan has now, most of whose issues stand for nodes of this
 * plan. Undefined where this path has issues of its own.
 */
function formerPath(
  marked: readonly OwnedIssue[],
  name: PlanName,
  subjects: ReadonlySet<Subject>,
): string | undefined {
  if (marked.some(({ marker }) => marker.plan === name.path)) return undefined;
  const counts = new Map<string, { all: number; known: number }>();
  for (const { marker } of marked) {
    if (name.paths.includes(marker.plan) || marker.subject === "plan") continue;
    const count = counts.get(marker.plan) ?? { all: 0, known: 0 };
    count.all += 1;
    if (subjects.has(marker.subject)) count.known += 1;
    counts.set(marker.plan, count);
  }
  const likely = [...counts].filter(([, { all, known }]) => known * 2 > all);
  return likely.length === 1 ? likely[0]?.[0] : undefined;
}
