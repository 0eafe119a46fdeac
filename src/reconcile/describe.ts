import type { IssueRef, RepositoryName } from "../model/repository.ts";
import { describeIssue } from "../model/repository.ts";
import type { Problem } from "../model/problem.ts";
import { plainTitle } from "./plain-title.ts";

/** A problem of this plan at a line. */
export function problemAt(line: number, rule: string, message: string): Problem {
  return { line, column: 1, rule, message };
}

/** Words of a plan or an issue in a message: quoted, one line, short. */
export function quote(words: string): string {
  const plain = plainTitle(words);
  return `"${plain.length <= 60 ? plain : `${plain.slice(0, 59).toWellFormed()}…`}"`;
}

export function nameIssue(
  issue: { readonly ref: IssueRef; readonly title: string },
  home: RepositoryName,
): string {
  return `${describeIssue(issue.ref, home)} ${quote(issue.title)}`;
}
