import type { Block } from "./block.ts";
import { blocksIn } from "./block.ts";
import { isDecisionPoint, isNumberedDecision, isOptionsLabel, optionOf } from "./decision-phrases.ts";
import type { Draft, PhaseDraft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { typedHeading } from "./typed-heading.ts";

/** A decision before it has a key and moments. */
export interface DecisionDraft {
  readonly block: Block;
  /** The section it stands in. */
  readonly section: Block | undefined;
  readonly title: string;
  readonly options: readonly string[];
  /** All its words: what a statement is bound to. */
  readonly words: string;
  readonly phase: PhaseDraft | undefined;
  readonly claim: string | undefined;
}

/** Finds decision points, numbered decisions, lists of options and `Option A` / `Option B`, outside of gates and records. */
export function findDecisions(draft: Draft): readonly DecisionDraft[] {
  const found: DecisionDraft[] = [];
  const taken = new Set<Block>();
  for (const block of draft.outline.blocks) {
    const scope = scopeAt(draft, block);
    if (scope.gate !== undefined || scope.task !== undefined || block.box !== undefined) continue;
    if (scope.kept !== undefined || [...around(block)].some((outer) => taken.has(outer))) continue;
    const decision = decisionAt(block);
    if (decision === undefined || taken.has(decision.of)) continue;
    taken.add(decision.of);
    found.push({
      ...decision,
      block,
      section: sectionOf(block),
      words: wordsIn(decision.of),
      phase: scope.phase,
    });
  }
  return found;
}

interface Read {
  readonly title: string;
  readonly options: readonly string[];
  readonly claim: string | undefined;
  /** The block that is the decision: nothing in it is another one. */
  readonly of: Block;
}

function* around(block: Block): Generator<Block> {
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) yield at;
}

function decisionAt(block: Block): Read | undefined {
  const title = block.kind === "section" ? block.words : block.label?.bold === true ? block.label.title : "";
  if (!/decision|option/i.test(title)) return undefined;
  if (isDecisionPoint(title)) {
    return { title: plainTitle(title), options: outcomeOptions(block), claim: claimOf(block), of: block };
  }
  if (block.kind === "section" && isNumberedDecision(title)) return numberedDecision(block);
  if (isOptionsLabel(title)) return listedOptions(block);
  return optionOf(title) === undefined ? undefined : letteredOptions(block);
}

function plainTitle(words: string): string {
  return withoutEmoji(words)
    .replace(/\s*\([^()]*\)\s*$/, "")
    .replace(/[\s:]+$/, "");
}

/** `Outcome: Proceed with … OR defer to …`: the first word of each side. */
function outcomeOptions(block: Block): readonly string[] {
  for (const inner of blocksIn(block)) {
    const title = inner.label?.title ?? "";
    if (!/^(?:outcome|options?|decision|choices?)$/i.test(title)) continue;
    const sides = (inner.label?.value ?? "")
      .split(/\s+or\s+|\s*\/\s*|\s*\|\s*/i)
      .map((side) => firstWord(side));
    const options = [...new Set(sides.filter((side) => side !== ""))];
    if (options.length > 1) return options;
  }
  const items = [...blocksIn(block)].map((inner) => optionWord(inner)).filter((word) => word !== undefined);
  return items.length > 1 ? [...new Set(items)] : [];
}

function firstWord(words: string): string {
  return /[\p{L}\p{N}-]+/u.exec(withoutEmoji(readable(words)))?.[0].toLowerCase() ?? "";
}

/** The option an item stands for: `A) …`, `**APPROVED**: …`, `Option A: …`. */
function optionWord(item: Block): string | undefined {
  if (item.kind !== "item" && item.kind !== "label") return undefined;
  const words = withoutEmoji(readable(item.words));
  const letter = /^([A-Z]|\d)[).]\s/.exec(words)?.[1] ?? optionOf(words);
  if (letter !== undefined) return letter.toLowerCase();
  const lead = item.label?.bold === true ? item.label.title : undefined;
  return lead !== undefined && /^[A-Z][A-Z-]+$/.test(lead) ? lead.toLowerCase() : undefined;
}

function numberedDecision(section: Block): Read | undefined {
  const options = [...blocksIn(section)]
    .filter((inner) => inner.kind === "item")
    .flatMap((inner) => optionWord(inner) ?? []);
  const claim = claimOf(section);
  const open = section.children.some((child) =>
    /^(?:recommendation|status|options)$/i.test(child.label?.title ?? ""),
  );
  if (options.length < 2 && claim === undefined && !open) return undefined;
  return { title: withoutEmoji(section.words), options: [...new Set(options)], claim, of: section };
}

/** What the author says it is already: `Status: APPROVED`. */
function claimOf(block: Block): string | undefined {
  for (const child of blocksIn(block)) {
    if (!/^(?:status|decision status|outcome)$/i.test(child.label?.title ?? "")) continue;
    const value = withoutEmoji(readable(child.label?.value ?? ""));
    if (/^(?:approved|accepted|decided|rejected|deferred|final)\b/i.test(value)) return value;
  }
  return undefined;
}

/** An `Options` label whose items are named in capitals or by letters; it decides what its section is about. */
function listedOptions(block: Block): Read | undefined {
  const options = block.children.flatMap((child) => optionWord(child) ?? []);
  if (options.length < 2) return undefined;
  const section = sectionOf(block);
  const isDecision = section !== undefined && /\bdecisions?\b/i.test(section.words);
  const named = isDecision ? titleOfSection(section) : plainTitle(block.label?.title ?? block.words);
  return { title: named, options: [...new Set(options)], claim: undefined, of: block };
}

/** `Option A: …` and its siblings, in a section that says it is a decision or names options. */
function letteredOptions(block: Block): Read | undefined {
  const parent = block.parent;
  if (parent?.kind !== "section" || !/\b(?:decisions?|options?|choice)\b/i.test(parent.words))
    return undefined;
  const options = parent.children.flatMap((child) => {
    const title = child.kind === "section" ? child.words : (child.label?.title ?? "");
    return optionOf(title) ?? [];
  });
  if (new Set(options).size < 2) return undefined;
  return {
    title: titleOfSection(parent),
    options: [...new Set(options)],
    claim: claimOf(parent),
    of: parent,
  };
}

function titleOfSection(section: Block): string {
  const typed = typedHeading(section.words);
  return typed?.kind === "numbered" ? typed.rest : withoutEmoji(section.words);
}

function sectionOf(block: Block): Block | undefined {
  for (const outer of around(block)) if (outer.kind === "section") return outer;
  return undefined;
}

function wordsIn(block: Block): string {
  return [...blocksIn(block)].map((inner) => inner.words).join("\n");
}
