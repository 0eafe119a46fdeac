import type { Observed } from "../model/observed.ts";
import { describeIssue } from "../model/repository.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Candidate } from "./candidate.ts";
import { problemAt, quote } from "./describe.ts";
import type { MatchDraft } from "./matching.ts";
import type { PlanName } from "./owned-issues.ts";
import { markerOf } from "./owned-issues.ts";
import type { ReadIssue, ReadIssues } from "./read-issues.ts";
import { keyOf } from "./read-issues.ts";

/** Paths of the home's other plans whose lines link to an issue, by `keyOf` the issue. */
export type LinksElsewhere = ReadonlyMap<string, ReadonlySet<string>>;

export interface LinkInput {
  readonly candidates: readonly Candidate[];
  readonly issues: ReadIssues;
  readonly observed: Observed;
  readonly name: PlanName;
  readonly elsewhere: LinksElsewhere | undefined;
}

/** First rule of identity: the link in a task's own line. A link that cannot be followed holds its task. */
export function matchLinks(input: LinkInput, draft: MatchDraft): void {
  const claims = new Map<string, (Candidate & { readonly link: IssueRef })[]>();
  for (const candidate of input.candidates) {
    const { link } = candidate;
    if (link === undefined) continue;
    // An issue may have been read under a newer name of its repository.
    const key = keyOf(input.issues.get(keyOf(link))?.issue.ref ?? link);
    claims.set(key, [...(claims.get(key) ?? []), { ...candidate, link }]);
  }
  const gone = new Map(input.observed.linked.map(({ issue, facts }) => [keyOf(issue), facts]));
  for (const claimants of claims.values()) {
    const owner = claimants.length === 1 ? claimants[0] : ownerOf(claimants, input.issues);
    if (claimants.length > 1) reportDouble(claimants, input, draft);
    for (const claimant of claimants) {
      if (claimant !== owner) draft.hold(claimant.subject);
    }
    if (owner === undefined) {
      for (const { link } of claimants) draft.reserve(link);
      continue;
    }
    const read = input.issues.get(keyOf(owner.link));
    if (read !== undefined) takeLinked(owner, { read, input }, draft);
    else holdUnread(owner, { facts: gone.get(keyOf(owner.link)), input }, draft);
  }
}

/** Among several lines with one link: the one the issue's own marker names. */
function ownerOf<C extends Candidate & { readonly link: IssueRef }>(
  claimants: readonly C[],
  issues: ReadIssues,
): C | undefined {
  const read = claimants[0] === undefined ? undefined : issues.get(keyOf(claimants[0].link));
  const marker = read === undefined ? undefined : markerOf(read);
  return claimants.find(({ subject }) => subject === marker?.subject);
}

function reportDouble(
  claimants: readonly (Candidate & { readonly link: IssueRef })[],
  { observed }: LinkInput,
  draft: MatchDraft,
): void {
  const lines = claimants.map(({ line }) => line).join(", ");
  for (const { line, link } of claimants) {
    const issue = describeIssue(link, observed.home.name);
    draft.problems.push(
      problemAt(
        line,
        "issue-linked-twice",
        `Cannot sync ${issue}: lines ${lines} all link to it, and an issue stands for one task. Remove the link from the lines that were copied`,
      ),
    );
  }
}

function takeLinked(
  candidate: Candidate & { readonly link: IssueRef },
  { read, input }: { readonly read: ReadIssue; readonly input: LinkInput },
  draft: MatchDraft,
): void {
  const stranger = strangerTo(read, input);
  if (stranger === undefined) {
    draft.take(candidate.subject, read);
    return;
  }
  const issue = describeIssue(candidate.link, input.observed.home.name);
  draft.reserve(read.issue.ref);
  draft.hold(
    candidate.subject,
    problemAt(
      candidate.line,
      "issue-of-another",
      `Cannot sync ${quote(candidate.title)} with ${issue}: ${stranger}. Remove the link to give this task an issue of its own`,
    ),
  );
}

/** Why a linked issue is not this plan's to write to; undefined where it is. */
function strangerTo(read: ReadIssue, { name, elsewhere }: LinkInput): string | undefined {
  const marker = markerOf(read);
  if (marker === undefined) return undefined;
  if (marker.home !== name.home) return "it belongs to a plan of another repository";
  if (marker.deployment !== name.deployment) return "it belongs to another installation of plangate";
  const isLinked = elsewhere?.get(keyOf(read.issue.ref))?.has(marker.plan) ?? elsewhere === undefined;
  if (marker.plan !== name.path && name.paths.includes(marker.plan) && isLinked) {
    return `it belongs to ${marker.plan}`;
  }
  if (marker.subject === "plan" || !marker.subject.startsWith("task:")) {
    return "it is the issue of the plan, of a phase or of an incident";
  }
  return undefined;
}

function holdUnread(
  candidate: Candidate & { readonly link: IssueRef },
  { facts, input }: { readonly facts: Observed["linked"][number]["facts"] | undefined; input: LinkInput },
  draft: MatchDraft,
): void {
  const issue = describeIssue(candidate.link, input.observed.home.name);
  const task = quote(candidate.title);
  const problem =
    facts?.kind === "known"
      ? problemAt(
          candidate.line,
          "issue-gone",
          `Cannot sync ${task}: its issue ${issue} was deleted or moved, or became a discussion. Remove the link from the line to have a new one made`,
        )
      : problemAt(
          candidate.line,
          "issue-unknown",
          `Cannot sync ${task}: its issue ${issue} could not be read${facts === undefined ? "" : `: ${facts.reason}`}`,
        );
  draft.hold(candidate.subject, problem);
  if (facts?.kind !== "known") draft.unseen.set(candidate.subject, candidate.link);
}
