import type { ObservedRepository } from "../model/observed.ts";
import type { Problem } from "../model/problem.ts";
import type { PlacedIssue } from "./attach.ts";
import { problemAt, quote } from "./describe.ts";

/** A template that is longer leaves too little room for the plan's own words. */
const templateCharactersMax = 20_000;

export type Template =
  | { readonly kind: "none" }
  | { readonly kind: "used"; readonly words: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The issue template that a phase names, without its front matter: from the repository its issue goes to, else from the
 * plan's own. It stands above our region at creation and is the people's from then on.
 */
export function readTemplate(
  issue: PlacedIssue,
  repositories: readonly (ObservedRepository | undefined)[],
): Template {
  const path = issue.about.kind === "phase" ? issue.about.phase.template : undefined;
  if (path === undefined) return { kind: "none" };
  const content = repositories
    .map((repository) => repository?.templates[path])
    .find((file) => typeof file === "string");
  if (typeof content !== "string") return { kind: "refused", reason: `there is no file ${quote(path)}` };
  const words = content
    .replace(/^\uFEFF/, "")
    .replace(/^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/, "")
    .trim();
  if (words.length > templateCharactersMax) {
    return { kind: "refused", reason: `${quote(path)} has more than ${templateCharactersMax} characters` };
  }
  if (/<!-- (?:plangate:|box=)/.test(words)) {
    return { kind: "refused", reason: `${quote(path)} holds comments that plangate keeps for itself` };
  }
  return words === "" ? { kind: "none" } : { kind: "used", words };
}

export function describeProblem(issue: PlacedIssue, reason: string): Problem {
  return problemAt(
    issue.line,
    "issue-template",
    `Cannot use the issue template of ${quote(issue.title)}: ${reason}. Its issue is made without it`,
  );
}
