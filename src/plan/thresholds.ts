import type { Threshold } from "../model/plan.ts";
import { readable, withoutEmoji } from "./readable.ts";

type Comparator = Threshold["comparator"];

interface Found {
  readonly at: number;
  readonly end: number;
  readonly comparator: Comparator;
  readonly value: number;
  readonly unit: string;
  readonly baseline: boolean;
}

const unit =
  "%|ms\\b|milliseconds?\\b|seconds?\\b|secs?\\b|s\\b|minutes?\\b|mins?\\b|hours?\\b|hrs?\\b|h\\b|days?\\b|[KMG]i?B\\b|errors?\\b|warnings?\\b|findings?\\b|vulnerabilities\\b|vulnerability\\b|failures?\\b|issues?\\b|req(?:uests)?/s\\b";
const number = "(?<![\\d.,])(\\d{1,9}(?:[.,]\\d{1,9}){0,3})";
const compared = new RegExp(
  `(≥|>=|≤|<=|>|<|at least|at most|less than|under|below|above|more than|no more than|no less than)\\s?${number}\\s?(${unit})`,
  "giu",
);
const regressed = new RegExp(
  `\\bno\\s+(?:[\\p{L}-]+\\s+){0,2}?regressions?\\s*\\(?\\s*(?:>|of more than|more than|over|above|≥)\\s?${number}\\s?(${unit})`,
  "giu",
);
const plus = new RegExp(
  `${number}\\s?(%)\\s?\\+|${number}\\+\\s?(%)|${number}(%)\\s+or (?:more|higher|better)`,
  "giu",
);
const whole = /(?<![\d.,<>≥≤]\s?)(100)\s?(%)(?!\s?\+)/g;
const counted =
  /\b(zero|no|0)\s+((?:[\p{L}/-]+\s+){0,3}?)(errors?|warnings?|findings?|vulnerabilit(?:y|ies)|failures?|regressions?|issues?|defects?|conflicts?|leaks?|breaking changes)\b(?:\/\p{L}+)*/giu;

const comparators: Readonly<Record<string, Comparator>> = {
  "≥": ">=",
  ">=": ">=",
  "at least": ">=",
  "no less than": ">=",
  "≤": "<=",
  "<=": "<=",
  "at most": "<=",
  "no more than": "<=",
  ">": ">",
  "more than": ">",
  above: ">",
  "<": "<",
  "less than": "<",
  under: "<",
  below: "<",
};

/** Longer lines are prose; the patterns are not linear in every text. */
const wordsMax = 2000;

/**
 * The thresholds of a line, in order: a comparison whose number has a unit (`≥80% coverage`, `<500ms`), `80%+`, `100%`,
 * and `zero errors` or `no high/critical findings`. A number without a unit, a range and a count (`all 892 tests`) are
 * none; neither is a target in parentheses after another threshold.
 */
export function thresholdsIn(words: string): readonly Threshold[] {
  if (words.length > wordsMax || !/\d|zero|\bno\b/i.test(words)) return [];
  const text = withoutEmoji(readable(words));
  const found = [...regressions(text), ...comparisons(text), ...percentages(text), ...counts(text)]
    .sort((a, b) => a.at - b.at)
    .filter((one, index, all) => all.slice(0, index).every((other) => one.at >= other.end));
  return found.map((one) => ({
    metric: metricAround(text, one),
    comparator: one.comparator,
    value: one.value,
    unit: one.unit,
    baseline: one.baseline,
  }));
}

/** `No regression >5% from baseline`, `No latency regression (>10ms)`: what is refused is more than the number. */
function regressions(text: string): readonly Found[] {
  return [...text.matchAll(regressed)].map((match) => ({
    ...placeOfMatch(match),
    comparator: "<=",
    value: toNumber(match[1]),
    unit: unitOf(match[2] ?? ""),
    baseline: true,
  }));
}

function comparisons(text: string): readonly Found[] {
  const baseline = /\b(?:baseline|regression|overhead|than before|compared (?:to|with))\b/i.test(text);
  return [...text.matchAll(compared)]
    .filter((match) => !/\((?:target|goal|stretch)[^()]*$/i.test(text.slice(0, match.index)))
    .map((match) => {
      const comparator = comparators[(match[1] ?? "").toLowerCase()] ?? ">=";
      const [, , value, name = ""] = match;
      const measured = unitOf(name);
      // An overhead in milliseconds is measured as it is; a share is one of what was before.
      const isChange = baseline && measured === "%";
      return {
        ...placeOfMatch(match),
        comparator,
        value: toNumber(value),
        unit: measured,
        baseline: isChange,
      };
    });
}

function percentages(text: string): readonly Found[] {
  const open = [...text.matchAll(plus)].map((match): Found => {
    const value = match[1] ?? match[3] ?? match[5];
    return { ...placeOfMatch(match), comparator: ">=", value: toNumber(value), unit: "%", baseline: false };
  });
  const measures =
    /\b(?:rate|coverage|pass(?:es|ing|ed)?|tests?|uptime|success|accuracy|compliance|complete)\b/i;
  const full = [...(measures.test(text) ? text.matchAll(whole) : [])]
    .filter((match) => !/\((?:target|goal|stretch)[^()]*$/i.test(text.slice(0, match.index)))
    .map((match): Found => ({
      ...placeOfMatch(match),
      comparator: ">=",
      value: 100,
      unit: "%",
      baseline: false,
    }));
  return [...open, ...full];
}

function counts(text: string): readonly Found[] {
  return [...text.matchAll(counted)].map((match) => {
    const name = (match[3] ?? "").toLowerCase();
    return { ...placeOfMatch(match), comparator: "=", value: 0, unit: unitOf(name), baseline: false };
  });
}

function placeOfMatch(match: RegExpExecArray): { at: number; end: number } {
  return { at: match.index, end: match.index + match[0].length };
}

function toNumber(digits: string | undefined): number {
  return Number((digits ?? "").replace(/,(?=\d{3})/g, "").replace(",", "."));
}

const units: Readonly<Record<string, string>> = {
  millisecond: "ms",
  second: "s",
  sec: "s",
  minute: "min",
  min: "min",
  h: "h",
  hour: "h",
  hr: "h",
  day: "d",
  vulnerability: "vulnerabilities",
  vulnerabilities: "vulnerabilities",
};

/** Things are counted in the plural, times in their signs. */
function unitOf(name: string): string {
  if (/^(?:%|ms|s|[KMG]i?B|req.*)$/i.test(name)) return name;
  const lower = name.toLowerCase();
  const known = units[lower] ?? units[lower.replace(/s$/, "")];
  if (known !== undefined) return known;
  return lower.endsWith("s") ? lower : `${lower}s`;
}

/** What is measured: the words of the same clause, without the number; for a count, its own words. */
function metricAround(text: string, one: Found): string {
  const own = text.slice(one.at, one.end);
  if (one.comparator === "=") return own.replace(/^\S+\s+/, "");
  if (one.baseline && /regression/i.test(own)) {
    return own.replace(/^no\s+/i, "").replace(/(regressions?).*$/i, "$1");
  }
  const start = Math.max(...[", ", "; ", "(", ")"].map((sign) => text.lastIndexOf(sign, one.at) + 1), 0);
  const ends = [",", ";", "(", ")"].map((sign) => text.indexOf(sign, one.end)).filter((at) => at >= 0);
  const end = Math.min(...ends, text.length);
  const words = `${text.slice(start, one.at)} ${text.slice(one.end, end)}`;
  const fallback = one.unit.length > 3 ? one.unit : text.slice(0, one.at);
  return (/\p{L}/u.test(words) ? words : fallback)
    .replace(/[:：]|[\s(.,;–—-]+$|^[\s).,;–—-]+/g, " ")
    .replace(/\b(?:must be|should be|is|of)\b/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
}
