import type { EvidenceLink, Verdict, VerdictNode } from "../model/verdict.ts";
import { combine, lets } from "../model/verdict.ts";

/** What one look at the evidence gives: a verdict that explains itself. */
export interface Answer {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly wayOut?: string;
  readonly evidence?: readonly EvidenceLink[];
}

/** What a node of the verdict tree is about. */
export interface About {
  readonly kind: VerdictNode["kind"];
  readonly key: string;
  readonly title: string;
  readonly line?: number;
}

export function pass(reason: string, evidence: readonly EvidenceLink[] = []): Answer {
  return { verdict: "pass", reason, evidence };
}

export function pending(reason: string, wayOut: string): Answer {
  return { verdict: "pending", reason, wayOut };
}

/** A node without parts. */
export function leaf(about: About, answer: Answer): VerdictNode {
  const { wayOut, ...rest } = answer;
  return {
    ...about,
    ...rest,
    evidence: answer.evidence ?? [],
    children: [],
    ...(wayOut === undefined || lets(answer.verdict) ? {} : { wayOut }),
  };
}

/** A node that answers what its parts answer together. */
export function whole(about: About, children: readonly VerdictNode[]): VerdictNode {
  const verdict = combine(children.map((child) => child.verdict));
  const open = children.filter((child) => !lets(child.verdict));
  return {
    ...about,
    verdict,
    reason: describeParts(children, open),
    ...(open.length === 0 ? {} : { wayOut: waysOut(open) }),
    evidence: [],
    children,
  };
}

function describeParts(children: readonly VerdictNode[], open: readonly VerdictNode[]): string {
  if (children.length === 0) return "nothing stands before it";
  if (open.length === 0) return children.length === 1 ? "holds" : `all ${children.length} hold`;
  const keys = listed(open.map((child) => child.key));
  return `${open.length} of ${children.length} ${open.length === 1 ? "is" : "are"} open: ${keys}`;
}

function waysOut(open: readonly VerdictNode[]): string {
  const ways = new Set(open.map((child) => child.wayOut));
  const [way] = ways;
  if (ways.size === 1 && way !== undefined) return way;
  return `each open line says its own: ${listed(open.map((child) => child.key))}`;
}

/** The first five, and how many more: a sentence stays a sentence. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Plan text in a sentence: one line, in quotes, at most 60 characters. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return `"${characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : line}"`;
}
