import { cutMarkdown } from "./cut-markdown.ts";
import { asCode, inert } from "./inert.ts";
import type { Report } from "./release-report.ts";

/** A report where there is no check run to show it: with its title as a heading, else in the same words. */
export function stepSummary({ title, summary, text }: Report): string {
  // The rule keeps two lists apart that are two texts in a check run.
  const parts = [`## ${inert(title)}\n\n${cutMarkdown(summary)}`, cutMarkdown(text)];
  return parts.filter((part) => part !== "").join("\n\n---\n\n");
}

/** What is to be told of one plan: reports, and markdown of its own. */
export function planSummary(path: string, ...parts: readonly (Report | string)[]): string {
  const told = parts.map((part) => (typeof part === "string" ? part : `${part.summary}\n\n${part.text}`));
  return [`## ${asCode(path)}`, ...told].map((part) => cutMarkdown(part.trim())).join("\n\n");
}

/** Lines that anybody's words may stand in: the first as a heading, the others as a list. */
export function listSummary(title: string, lines: readonly string[]): string {
  const items = lines.map(inert).filter((line) => line !== "");
  return cutMarkdown([`## ${inert(title)}`, ...(items.length === 0 ? [] : [bulleted(items)])].join("\n\n"));
}

function bulleted(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
