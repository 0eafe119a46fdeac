import type { Observed, ObservedIssue } from "../model/observed.ts";
import type { IssueRef } from "../model/repository.ts";

/** Every issue that was seen, by `issueKey`. */
export function observedIssues(observed: Observed): ReadonlyMap<string, ObservedIssue> {
  const issues = new Map<string, ObservedIssue>();
  for (const repository of Object.values(observed.repositories)) {
    if (repository.kind !== "known") continue;
    for (const issue of repository.value.issues) issues.set(issueKey(issue.ref), issue);
  }
  for (const { facts } of observed.linked) {
    if (facts.kind === "known" && facts.value !== null) issues.set(issueKey(facts.value.ref), facts.value);
  }
  return issues;
}

/** `owner/name#number` as GitHub compares names: without regard to case. */
export function issueKey(ref: IssueRef): string {
  return `${ref.repository}#${ref.number}`.toLowerCase();
}
