import type { Marker } from "../model/marker.ts";
import type { ObservedIssue } from "../model/observed.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import { readBody } from "../model/region.ts";
import type { IssueRef } from "../model/repository.ts";
import { describeIssue } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { anotherPlangate } from "../report/another-plangate.ts";
import { attempt } from "./attempt.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub, MarkedIssue } from "./github.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import { madeBy, neededBy } from "./stands-on.ts";

/**
 * How this plangate stands to a plan beside others. GitHub has no lock: the tracking issue is one. It is made alone,
 * and whose number is lowest keeps the plan.
 */
export type Claim =
  /** Nobody keeps the plan: our tracking issue comes first. `last` is the highest number listed, where the list was read. */
  | { readonly kind: "free"; readonly last: number | undefined }
  /** It is made, and the list does not show it yet: then it may not show another's either. */
  | { readonly kind: "unseen" }
  | { readonly kind: "held" }
  /** Another keeps it: a second App, or an Action or a command line beside the App. */
  | { readonly kind: "lost"; readonly problem: Problem; readonly keepers: ReadonlyMap<Subject, IssueRef> };

/** For so long after it was made another's tracking issue, older than ours, may still come to light. */
const contestedMs = 60 * 60_000;

/** Looks for another plangate in the home's issues, whoever opened them, before a plan's first issue and for an hour. */
export async function findClaim(situation: Situation, github: GitHub, now: Date): Promise<Claim> {
  const { home, path, matches, deployment } = situation;
  const own = trackingIssue(situation);
  if (matches.size > 0 && (own === undefined || isSettled(own, now))) return { kind: "held" };
  const marked = await attempt("Issues of another plangate", github.markedIssues(home.facts.name));
  // Only a list that is too long cannot be read: then it is as though there were none.
  if (marked.kind === "unknown")
    return own === undefined ? { kind: "free", last: undefined } : { kind: "held" };
  const { issues, last } = marked.value;
  const others = await othersOf(issues, situation, github);
  const [keeper] = others.filter(({ issue, marker }) => own === undefined || isOlder(issue, marker, own));
  if (keeper !== undefined) {
    const name = describeIssue(keeper.issue.ref, home.facts.name);
    const names = { path, deployment, other: keeper.marker.deployment, issue: name };
    return {
      kind: "lost",
      problem: { line: 1, column: 1, rule: "another-plangate", message: anotherPlangate(names), path },
      keepers: new Map(others.map(({ issue, marker }) => [marker.subject, issue.ref])),
    };
  }
  if (own === undefined) return { kind: "free", last };
  const isListed = issues.some(({ issue }) => issueKey(issue.ref) === issueKey(own.ref));
  return { kind: matches.size === 1 && !isListed ? "unseen" : "held" };
}

/** The list with the tracking issue first while nobody keeps the plan, and what that stands on before it. */
export function claimFirst(claim: Claim | undefined, operations: readonly Operation[]): readonly Operation[] {
  const first = operations.find(isTracking);
  if (claim?.kind !== "free" || first === undefined) return operations;
  const needed = new Set(neededBy(first));
  const isNeeded = (one: Operation): boolean => one === first || needed.has(madeBy(one) ?? "");
  return [...operations.filter(isNeeded), ...operations.filter((one) => !isNeeded(one))];
}

/**
 * True where the list may not go on after what became of our tracking issue: another's may have been made between the
 * list that was read and ours, so that the issues are to be read anew. Numbers grow by one: ours is the next after the
 * last that was listed, or something came between.
 */
export function isContested(claim: Claim | undefined, outcome: Outcome): boolean {
  if (claim?.kind !== "free" || !isTracking(outcome.operation)) return false;
  return outcome.kind !== "done" || claim.last === undefined || outcome.issue?.number !== claim.last + 1;
}

function isTracking(operation: Operation): boolean {
  return operation.kind === "create-issue" && operation.subject === "plan";
}

function trackingIssue({ matches, observed }: Situation): ObservedIssue | undefined {
  const ref = matches.get("plan");
  return ref && observedIssues(observed).get(issueKey(ref));
}

/** One that we closed as another's duplicate is looked after as long as it is closed. */
function isSettled({ createdAt, state, stateReason }: ObservedIssue, now: Date): boolean {
  if (state === "closed" && stateReason === "duplicate") return false;
  return createdAt === undefined || now.getTime() - new Date(createdAt).getTime() > contestedMs;
}

function isOlder({ ref }: ObservedIssue, { subject }: Marker, own: ObservedIssue): boolean {
  return subject === "plan" && ref.number < own.ref.number;
}

interface Other {
  readonly issue: ObservedIssue;
  readonly marker: Marker;
}

/**
 * Issues that another plangate made for this plan. A comment that anybody could write is no word of another
 * plangate's: its issue is an App's, or of somebody who may write here.
 */
async function othersOf(
  marked: readonly MarkedIssue[],
  situation: Situation,
  github: GitHub,
): Promise<readonly Other[]> {
  const { home, path, deployment } = situation;
  const others: Other[] = [];
  const mayWrite = new Map<number, boolean>();
  for (const { author, issue } of marked) {
    const body = readBody(issue.body);
    const marker = body.kind === "none" ? undefined : body.marker;
    const isForeign =
      marker?.home === home.facts.id && marker.plan === path && marker.deployment !== deployment;
    if (!isForeign || isSurrendered(marker, issue)) continue;
    const counts = mayWrite.get(author.id) ?? (await isTrusted(author, situation, github));
    mayWrite.set(author.id, counts);
    if (counts) others.push({ issue, marker });
  }
  return others;
}

/** Another plangate stood back itself. */
function isSurrendered({ base }: Marker, { state, stateReason }: ObservedIssue): boolean {
  return base === "removed" && state === "closed" && stateReason === "duplicate";
}

async function isTrusted(
  author: MarkedIssue["author"],
  { home }: Situation,
  github: GitHub,
): Promise<boolean> {
  if (author.kind === "bot") return true;
  const role = await attempt(`The role of ${author.login}`, github.role(home.facts.name, author));
  return role.kind === "known" && ["write", "maintain", "admin"].includes(role.value);
}
