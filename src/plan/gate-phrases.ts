import type { GateKind } from "../model/plan.ts";
import { readable, withoutEmoji } from "./readable.ts";

/** A phrase that makes a block a gate. `entry`: it stands before a start. */
export interface GatePhrase {
  readonly kind: GateKind;
  readonly entry: boolean;
  readonly pattern: RegExp;
}

/** At most three words may go before a phrase: `Release Quality Gates`, `Overall Success Criteria`. */
const prefix = "(?:[\\p{L}\\p{N}/&'’.-]+\\s+){0,3}";
const phrase = (words: string): RegExp => new RegExp(`^(?:${words})$`, "iu");

/** The documented list, in the order in which it is tried. Decision points are `findDecisions`'. */
const gatePhrases: readonly GatePhrase[] = [
  { kind: "approval", entry: true, pattern: phrase(`${prefix}(?:human )?approval (?:is )?required`) },
  { kind: "security", entry: true, pattern: phrase(`${prefix}security gates?(?: checklist)?(?: \\d+)?`) },
  { kind: "prerequisites", entry: true, pattern: phrase("(?:pre-?requisites?|preconditions)") },
  {
    kind: "prerequisites",
    entry: true,
    pattern: phrase("(?:hard |release )?blockers?|release[- ]blocking issues?"),
  },
  { kind: "checklist", entry: true, pattern: phrase(`${prefix}pre-?\\p{L}+ checklist`) },
  { kind: "criteria", entry: true, pattern: phrase(`${prefix}entry criteria`) },
  {
    kind: "criteria",
    entry: false,
    pattern: phrase(`${prefix}(?:success|acceptance|exit|completion) criteria(?: checklist)?`),
  },
  {
    kind: "criteria",
    entry: false,
    pattern: phrase("validation and acceptance|(?:overall |release )?success metrics"),
  },
  { kind: "criteria", entry: false, pattern: phrase(`${prefix}(?:definition of done|dod)|done when`) },
  { kind: "criteria", entry: false, pattern: phrase("release is successful when") },
  { kind: "release", entry: false, pattern: phrase(`${prefix}release gates?(?: \\d+)?`) },
  {
    kind: "release",
    entry: false,
    pattern: phrase("(?:\\p{L}+ )?release (?:readiness )?checklist|release readiness(?: criteria)?"),
  },
  { kind: "checklist", entry: false, pattern: phrase("(?:\\p{L}+ )?security checklist") },
  { kind: "quality", entry: false, pattern: phrase(`${prefix}quality gates?(?: \\d+[a-z]?)?`) },
  { kind: "checkpoint", entry: false, pattern: phrase(`${prefix}checkpoint(?: \\d+)?`) },
  {
    kind: "checkpoint",
    entry: false,
    pattern: phrase(`${prefix}go\\s?/\\s?no-?\\s?go(?: (?:decision|criteria|checklist))?`),
  },
  { kind: "quality", entry: false, pattern: phrase("gates? \\d+(?:\\.\\d+)?[a-z]?") },
  {
    kind: "quality",
    entry: false,
    pattern: phrase(
      "(?:local|ci|dependency and security|dependency|build|test|review|exit|critical|phase|milestone) gates?",
    ),
  },
];

/** Longer words are no title, and would make the patterns slow. */
const titleMax = 200;

/** One cheap look before the list is tried. */
const anyWord =
  /gate|criteria|blocker|blocking|prerequisite|pre-requisite|precondition|checklist|approval|done|\bdod\b|go\b|checkpoint|acceptance|metrics|readiness|successful/i;

/** The gate that a heading's or label's words name, with the words that were looked at; undefined for any other. */
export function gatePhraseIn(words: string): GatePhrase | undefined {
  if (words.length > titleMax || !anyWord.test(words)) return undefined;
  const name = gateName(words);
  return gatePhrases.find(({ pattern }) => pattern.test(name));
}

/**
 * A title's own name: without emoji, number, remarks in parentheses, what follows `for`, `at every release`, a gate's
 * title after its number (`Gate 1: …`) and signs at its end.
 */
export function gateName(words: string): string {
  return withoutEmoji(readable(words))
    .replace(/^\d+(?:\.\d+)*[.)]?\s+/, "")
    .replace(/\s*[([][^()[\]]*[)\]]\s*$/, "")
    .replace(/^((?:\S+\s){0,3}?(?:gate|checkpoint)\s+\d+[a-z]?)\s*[:–—-].*$/i, "$1")
    .replace(/\s+(?:for|at|before|of(?!\s+done\b))\s+.*$|\s+[–—-]\s+.*$/iu, "")
    .replace(/\s*[([][^()[\]]*[)\]]\s*$/, "")
    .replace(/\s*✅\s*\/\s*❌\s*$/u, "")
    .replace(/[\s:：.!*]+$/, "");
}
