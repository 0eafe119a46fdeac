import type { Observed, ObservedIssue } from "../model/observed.ts";
import { readBody } from "../model/region.ts";
import type { ReadBody } from "../model/region.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";

/** An issue with its body taken apart. */
export interface ReadIssue {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
}

/** Every issue that was read, by `keyOf` its reference. */
export type ReadIssues = ReadonlyMap<string, ReadIssue>;

/** GitHub takes names in any case: references are compared by this. */
export function keyOf(issue: IssueRef): string {
  return `${issue.repository.toLowerCase()}#${issue.number}`;
}

export function isSameRepository(left: RepositoryName, right: RepositoryName): boolean {
  return left === right || left.toLowerCase() === right.toLowerCase();
}

/** Takes apart all that was observed, each issue once; oldest first within a repository. */
export function readIssues(observed: Observed): ReadIssues {
  const byKey = new Map<string, ReadIssue>();
  const add = (issue: ObservedIssue, key = keyOf(issue.ref)) => {
    if (!byKey.has(key)) byKey.set(key, { issue, body: readBody(issue.body) });
  };
  for (const repository of Object.values(observed.repositories)) {
    if (repository.kind === "unknown") continue;
    const issues = [...repository.value.issues].sort((left, right) => left.ref.number - right.ref.number);
    for (const issue of issues) add(issue);
  }
  for (const { issue, facts } of observed.linked) {
    if (facts.kind === "unknown" || facts.value === null) continue;
    add(facts.value);
    // A link may still carry a name that its repository had before.
    const read = byKey.get(keyOf(facts.value.ref));
    if (read !== undefined && !byKey.has(keyOf(issue))) byKey.set(keyOf(issue), read);
  }
  return byKey;
}
