import type { Marker } from "../model/marker.ts";
import type { Problem } from "../model/problem.ts";
import { readBody } from "../model/region.ts";
import { describeIssue } from "../model/repository.ts";
import { attempt } from "./attempt.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub, MarkedIssue } from "./github.ts";

/**
 * Another plangate that keeps this plan already: a second App, or an Action or a command line beside the App. Looked
 * for before a plan's first issue, in its home's issues, whoever opened them. A comment that anybody could write is no
 * word of another plangate's: its issue is an App's, or of somebody who may write here.
 */
export async function findForeign(situation: Situation, github: GitHub): Promise<Problem | undefined> {
  const { home, path, deployment, matches } = situation;
  if (matches.size > 0) return undefined;
  const marked = await attempt("Issues of another plangate", github.markedIssues(home.facts.name));
  // Only a list that is too long cannot be read: then it is as though there were none.
  if (marked.kind === "unknown") return undefined;
  const mayWrite = new Map<number, boolean>();
  for (const one of marked.value) {
    const marker = markerOf(one);
    const isForeign =
      marker?.home === home.facts.id && marker.plan === path && marker.deployment !== deployment;
    if (!isForeign) continue;
    const { author, issue } = one;
    const counts = mayWrite.get(author.id) ?? (await isTrusted(author, situation, github));
    mayWrite.set(author.id, counts);
    if (!counts) continue;
    const name = describeIssue(issue.ref, home.facts.name);
    const message = `Cannot keep ${path}: another plangate ("${marker.deployment}") does, as its issue ${name} says, so this one ("${deployment}") stands back. Let one of the two go; to let this one take over, take the other off and run plangate eject`;
    return { line: 1, column: 1, rule: "another-plangate", message, path };
  }
  return undefined;
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

function markerOf({ issue }: MarkedIssue): Marker | undefined {
  const body = readBody(issue.body);
  return body.kind === "none" ? undefined : body.marker;
}
