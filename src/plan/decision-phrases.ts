import { readable, withoutEmoji } from "./readable.ts";

/** Whether a title is a decision's: `… Decision Point`, `Decision 2: …`, `Implementation Options`, `Option A …`. */
export function isDecisionTitle(words: string): boolean {
  return (
    isDecisionPoint(words) ||
    isNumberedDecision(words) ||
    isOptionsLabel(words) ||
    optionOf(words) !== undefined
  );
}

export function isDecisionPoint(words: string): boolean {
  return /(?:^|\s)decision points?(?:\s*\([^()]*\))?\s*:?$/i.test(withoutEmoji(readable(words)));
}

export function isNumberedDecision(words: string): boolean {
  return /^decision\s+(?:\d{1,3}|[A-Z])\s*[:.–—-]/i.test(withoutEmoji(readable(words)));
}

export function isOptionsLabel(words: string): boolean {
  return /^(?:(?:implementation|decision|available|release) )?options(?: considered)?$/i.test(
    withoutEmoji(words),
  );
}

/** The letter or number of `Option A: …`, in lower case. */
export function optionOf(words: string): string | undefined {
  return /^option\s+([A-Z]|\d{1,2})(?=\s*[:.)–—-]|\s*$|\s*\()/i
    .exec(withoutEmoji(readable(words)))?.[1]
    ?.toLowerCase();
}
