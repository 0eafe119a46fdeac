import type { Criterion, Threshold } from "../model/plan.ts";

/** What a verification command has to do so that its line holds. */
export type Expectation =
  | { readonly kind: "exits"; readonly code: number }
  /** It ends with 0 and shows a number that each threshold holds for. */
  | { readonly kind: "shows-number"; readonly thresholds: readonly Threshold[] }
  /** It ends with 0 and one line of its output is just this. */
  | { readonly kind: "shows-text"; readonly text: string }
  /** Words that are not understood: then nothing it does is enough. */
  | { readonly kind: "unclear"; readonly words: string };

const modal = String.raw`(?:(?:it|this|that|which|command|all|all tests|tests|all checks|checks)\s+)?(?:(?:must|should|will|has to|have to)\s+)?`;
const shows = String.raw`(?:shows?|returns?|prints?|outputs?|reports?|displays?|says?|yields?|gives?|is|be)`;
const succeeds = new RegExp(
  `^${modal}(?:pass(?:es)?|succeeds?)(?:\\s+with(?:out)?\\s+(?:zero|no|0|any)\\s+errors?)?$`,
  "i",
);
const exits = new RegExp(
  `^${modal}(?:exits?|ends?|returns?)\\s+(?:with\\s+)?(?:(?:exit\\s+)?(?:code|status)\\s+)(\\d{1,3})$`,
  "i",
);
const exitsCleanly = new RegExp(`^${modal}exits?\\s+(?:(?:with\\s+)?0|successfully|cleanly)$`, "i");
const showsNumber = new RegExp(
  `^${modal}${shows}\\s+(?:(exactly|at least|at most|more than|less than|fewer than|≥|>=|≤|<=|>|<|=)\\s*)?(\\d{1,15}(?:\\.\\d{1,9})?)(?:\\s+[\\p{L}][\\p{L}\\s-]{0,40})?$`,
  "iu",
);
const showsText = new RegExp(`^${modal}${shows}\\s+(?:"([^"]+)"|'([^']+)'|“([^”]+)”|\`([^\`]+)\`)$`, "i");

const comparators: Readonly<Record<string, Threshold["comparator"]>> = {
  exactly: "=",
  "at least": ">=",
  "at most": "<=",
  "more than": ">",
  "less than": "<",
  "fewer than": "<",
  "≥": ">=",
  "≤": "<=",
  ">=": ">=",
  "<=": "<=",
  ">": ">",
  "<": "<",
};

/**
 * What a line expects of its command: nothing said means that it succeeds. Several things in one expectation are
 * understood only where each of them says that it succeeds, and what is measured against a baseline never is: a metric
 * proves those.
 */
export function expectationOf({
  expectation = "",
  threshold,
  furtherThresholds = [],
}: Pick<Criterion, "expectation" | "threshold" | "furtherThresholds">): Expectation {
  const words = expectation.trim().replace(/[.!]$/, "");
  const parts = words.split(";").map((part) => part.trim());
  if (words === "" || parts.every((part) => succeeds.test(part) || exitsCleanly.test(part))) {
    return { kind: "exits", code: 0 };
  }
  const thresholds = threshold === undefined ? [] : [threshold, ...furtherThresholds];
  if (parts.length > 1 || thresholds.some(({ baseline }) => baseline)) return { kind: "unclear", words };
  const code = exits.exec(words)?.[1];
  if (code !== undefined) return { kind: "exits", code: Number(code) };
  if (thresholds.length > 0) return { kind: "shows-number", thresholds };
  const [, comparator = "", number] = showsNumber.exec(words) ?? [];
  if (number !== undefined) return { kind: "shows-number", thresholds: [asked(words, comparator, number)] };
  const [, ...texts] = showsText.exec(words) ?? [];
  const text = texts.find((one) => one !== undefined);
  return text === undefined ? { kind: "unclear", words } : { kind: "shows-text", text: text.trim() };
}

function asked(metric: string, comparator: string, number: string): Threshold {
  return {
    metric,
    comparator: comparators[comparator.toLowerCase()] ?? "=",
    value: Number(number),
    unit: "",
    baseline: false,
  };
}
