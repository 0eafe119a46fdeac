import type { IssueStateFact } from "../model/evidence.ts";
import type { ObservedIssue } from "../model/observed.ts";
import { readBody } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import type { Situation } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";

/** Every issue of a plan that was seen, by its subject. `self` is our own login. */
export function issueStates(
  { observed, matches }: Pick<Situation, "observed" | "matches">,
  self: string,
): Readonly<Record<string, IssueStateFact>> {
  const issues = observedIssues(observed);
  const states: Record<string, IssueStateFact> = {};
  for (const [subject, ref] of matches) {
    const issue = issues.get(issueKey(ref));
    if (issue === undefined) continue;
    states[subject] = {
      issue: issue.ref,
      state: issue.state,
      reason: issue.state === "closed" ? issue.stateReason : null,
      ...(issue.closedBy === undefined ? {} : { closedBy: issue.closedBy }),
      ...(isClosedByUs(subject, issue, self) ? { closedByUs: true } : {}),
    };
  }
  return states;
}

/**
 * A phase's base says what we did last; a task's says what both sides agreed on, and `removed` that we closed it. With
 * the token of a person our login is that person's, so that the login alone says nothing.
 */
function isClosedByUs(subject: Subject, { state, body, closedBy }: ObservedIssue, self: string): boolean {
  if (state !== "closed" || (closedBy !== undefined && closedBy !== self)) return false;
  const read = readBody(body);
  const base = read.kind === "none" ? undefined : read.marker?.base;
  return subject.startsWith("phase:") ? base !== undefined && base !== "open" : base === "removed";
}
