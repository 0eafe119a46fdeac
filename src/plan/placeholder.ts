import type { Block } from "./block.ts";
import type { Scope } from "./draft.ts";
import { withoutEmoji } from "./readable.ts";

const placeholder = /^(?:\{\{?[^{}]*\}?\}|\.{2,}|…|\[[^\]]*\]|<[^<>]*>|_{2,}|TBD|XXX+|\$\{?[A-Z_]+\}?)[.:]?$/;

/** Whether the whole text stands for words still to be written: `{{…}}`, `...`, `[FEATURE]`, or nothing at all. */
export function isPlaceholder(words: string): boolean {
  const text = withoutEmoji(words);
  return text === "" || placeholder.test(text);
}

/** Whether a box is a criterion of the gate around it. No gate waits for a placeholder. */
export function isCriterionBox(box: Block, scope: Scope): boolean {
  return scope.gate !== undefined && !isPlaceholder(box.words);
}
