import type { BodyOf } from "../model/desired-issue.ts";
import type { UpdateIssue } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import { regionWith } from "../model/region.ts";
import type { IssueRef } from "../model/repository.ts";
import { bodyCharactersMax } from "./compose.ts";
import { guard } from "./guard.ts";
import type { Matching } from "./matching.ts";
import { markerOf } from "./owned-issues.ts";
import type { Reach } from "./reach.ts";
import type { ReadIssue } from "./read-issues.ts";

export interface RemoveInput {
  readonly matching: Matching;
  readonly reach: (repository: IssueRef["repository"]) => Reach;
  readonly bodyOf: BodyOf;
  readonly confirmed: boolean;
  /** False with `issues: off`: what is there is left to its people. */
  readonly closesOrphans: boolean;
}

/** Closes issues whose line left the plan, as far as the guard lets, and twins. What people opened again stays open. */
export function removeIssues({ matching, reach, bodyOf, confirmed, closesOrphans }: RemoveInput): {
  readonly updates: readonly UpdateIssue[];
  readonly problems: readonly Problem[];
} {
  const isOpen = (read: ReadIssue) =>
    read.issue.state === "open" && reach(read.issue.ref.repository).kind === "open";
  const orphans = closesOrphans
    ? matching.orphans.filter((read) => isOpen(read) && markerOf(read)?.base !== "removed")
    : [];
  const open = [...matching.issueOf.values()].filter(isOpen).length + orphans.length;
  const stop = guard(orphans.length, open, confirmed);
  const twins = matching.twins.filter(({ twin }) => isOpen(twin) && markerOf(twin)?.base !== "removed");
  const updates = [
    ...twins.map(({ twin, kept }) => closeIssue(twin, bodyOf, kept)),
    ...(stop === undefined ? orphans : []).map((read) => closeIssue(read, bodyOf)),
  ];
  return {
    updates: updates.filter((update) => update !== undefined),
    problems: stop === undefined ? [] : [stop],
  };
}

/** Closes an issue of ours and says in it why; undefined where its body has no whole region to say it in. */
export function closeIssue(read: ReadIssue, bodyOf: BodyOf, twin?: IssueRef): UpdateIssue | undefined {
  const { issue, body } = read;
  // Without a whole region the reason could not be kept with the issue.
  if (body.kind !== "region") return undefined;
  const marker = { ...body.marker, base: "removed" as const };
  const outside = body.before.length + body.after.length;
  const region = regionWith(marker, bodyCharactersMax - outside, (charactersMax) =>
    bodyOf(marker.subject, {
      kind: "removed",
      title: marker.title,
      charactersMax,
      ...(twin === undefined ? {} : { twin }),
    }),
  );
  return {
    kind: "update-issue",
    subject: marker.subject,
    issue: issue.ref,
    change: "close",
    body: body.before + region + body.after,
    state: "closed",
    stateReason: twin === undefined ? "not_planned" : "duplicate",
  };
}
