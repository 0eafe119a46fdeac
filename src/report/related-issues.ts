import type { RelatedIssue } from "../model/desired-issue.ts";
import { inert } from "./inert.ts";

const words: Readonly<Record<RelatedIssue["relation"], string>> = {
  "part of": "Part of",
  includes: "Includes",
  "waits for": "Waits for",
  blocks: "Blocks",
};

/** The issues of other repositories that an issue belongs with, as `owner/repo#n`. Empty where there are none. */
export function relatedIssuesBlock(related: readonly RelatedIssue[]): string {
  if (related.length === 0) return "";
  const lines = related.map(
    ({ issue, title, relation }) =>
      `- ${words[relation]} ${issue.repository}#${issue.number}: ${inert(title)}`,
  );
  return `### Related issues\n\n${lines.join("\n")}`;
}
