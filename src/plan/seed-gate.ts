import type { Block } from "./block.ts";
import type { GateSeed } from "./draft.ts";
import type { GatePhrase } from "./gate-phrases.ts";
import { gateName, gatePhraseIn } from "./gate-phrases.ts";
import { isDocuments, isNone, namesNode } from "./label-values.ts";
import { markerNamed } from "./markers.ts";
import { withoutEmoji } from "./readable.ts";
import { isGateOfPhase, typedHeading } from "./typed-heading.ts";

const markedGate: GatePhrase = { kind: "criteria", entry: false, pattern: /^$/ };

/** The gate that a block is, by its marker, heading or label. A heading that names a phase stays a phase. */
export function seedOf(block: Block, isPhase: boolean): GateSeed | undefined {
  const marker = markerNamed(block, "gate");
  const words = titleWords(block);
  if (marker !== undefined) {
    const phrase = gatePhraseIn(words) ?? markedGate;
    const kind = marker.values["approve"] === undefined ? phrase.kind : "approval";
    return { block, phrase: { ...phrase, kind }, title: withoutEmoji(words), marker };
  }
  if (isPhase || words === "") return undefined;

  const phrase = phraseOf(block, words);
  if (phrase === undefined) return undefined;
  const value = block.label?.value ?? "";
  if (isNone(value) || saysNone(block)) return undefined;
  if (phrase.kind === "prerequisites" && (namesNode(value) || (value !== "" && isDocuments(value))))
    return undefined;
  return { block, phrase, title: withoutEmoji(words), marker: undefined };
}

function titleWords(block: Block): string {
  return block.kind === "section" ? block.words : (block.label?.title ?? "");
}

function phraseOf(block: Block, words: string): GatePhrase | undefined {
  switch (block.kind) {
    case "section": {
      const typed = typedHeading(words);
      if (typed !== undefined && isGateOfPhase(typed)) return gatePhraseIn(typed.rest);
      return typed === undefined || typed.kind === "numbered" ? gatePhraseIn(words) : undefined;
    }
    case "label":
    case "item": {
      if (block.box !== undefined || block.label === undefined) return undefined;
      const owns = block.label.value === "" && block.children.length > 0;
      // Lists explain words by that shape: an item without a list of its own is a gate only when it asks people.
      const asksPeople = ["approval", "security"].includes(gatePhraseIn(words)?.kind ?? "");
      if (block.kind === "item" && block.children.length === 0 && !asksPeople) return undefined;
      return block.label.bold || (owns && gateName(words).includes(" ")) ? gatePhraseIn(words) : undefined;
    }
    case "root":
    case "line":
    case "fence":
    case "table":
    case "comment":
    case "rule":
      return undefined;
  }
}

/** `## Blockers` over the single line `None`. */
function saysNone(block: Block): boolean {
  const [only, ...others] = block.children;
  return only !== undefined && others.length === 0 && only.box === undefined && isNone(only.words);
}
