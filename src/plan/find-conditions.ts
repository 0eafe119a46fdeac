import type { Block } from "./block.ts";
import type { DecisionDraft } from "./find-decisions.ts";
import { addAmbiguity } from "./find-dependencies.ts";
import type { Draft, PhaseDraft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { readable, withoutEmoji } from "./readable.ts";
import type { References } from "./references.ts";
import { nodeAtStart } from "./references.ts";

/** A phase that goes only if a decision was taken for an option. */
export interface ConditionDraft {
  readonly block: Block;
  readonly phase: PhaseDraft;
  readonly decision: DecisionDraft;
  readonly option: string;
}

/** `ONLY IF: v0.4.5 decision was "Proceed"`; where that is missing, `If Deferred: Skip v0.4.8`. */
export function findConditions(
  draft: Draft,
  references: References,
  decisions: readonly DecisionDraft[],
): readonly ConditionDraft[] {
  const stated: ConditionDraft[] = [];
  const skipped: ConditionDraft[] = [];
  for (const block of draft.outline.blocks) {
    if (block.label === undefined || decisions.length === 0) continue;
    const { gate, kept, phase } = scopeAt(draft, block);
    if (gate !== undefined || kept !== undefined) continue;
    const { title, value } = block.label;
    if (/^(?:only if|conditional on|condition)$/i.test(title) && phase !== undefined) {
      stated.push(...onlyIf({ block, phase, value: readable(value) }, { draft, references, decisions }));
    }
    const option = /^if\s+(\p{L}+)$/iu.exec(title)?.[1];
    if (option !== undefined) skipped.push(...ifTaken(block, option, { draft, references, decisions }));
  }
  const known = new Set(stated.map((condition) => condition.phase));
  return [...stated, ...skipped.filter((condition) => !known.has(condition.phase))];
}

interface Known {
  readonly draft: Draft;
  readonly references: References;
  readonly decisions: readonly DecisionDraft[];
}

function onlyIf(
  { block, phase, value }: { block: Block; phase: PhaseDraft; value: string },
  { draft, references, decisions }: Known,
): readonly ConditionDraft[] {
  const match = /^(.*?)\bdecision\b.*?(?:was|is|=|:)\s*["'“‘`]?(.+?)["'”’`]?[.\s]*$/i.exec(value);
  if (match === null) return [];
  const reference = nodeAtStart(references, match[1] ?? "")?.target;
  if (reference?.kind === "ambiguous") addAmbiguity(draft, block, reference);
  const within = decisions.filter((one) => reference?.kind === "node" && one.phase?.key === reference.key);
  const named = decisions.filter((one) => sharesWords(one.title, match[1] ?? ""));
  const [decision, ...others] = within.length > 0 ? within : named;
  if (decision === undefined || others.length > 0) return [];
  const option = decision.options.find((name) => startsLike(match[2] ?? "", name));
  return option === undefined ? [] : [{ block, phase, decision, option }];
}

function sharesWords(title: string, words: string): boolean {
  const name = withoutEmoji(words).trim().toLowerCase();
  return name !== "" && title.toLowerCase().includes(name);
}

/** `Deferred` and `defer to v2` both speak of the option `defer`. */
function startsLike(words: string, option: string): boolean {
  const first = /[\p{L}\p{N}-]+/u.exec(words)?.[0].toLowerCase() ?? "";
  return first === option || (option.length > 3 && stem(first) === stem(option));
}

function stem(word: string): string {
  return word.replace(/(?:r?red|ed|ing|s|e|d)$/, "").replace(/(.)\1$/, "$1");
}

/** With two options, skipping a phase for one means that it goes for the other. */
function ifTaken(
  block: Block,
  word: string,
  { draft, references, decisions }: Known,
): readonly ConditionDraft[] {
  const rest = /^skip\s+(.*)$/i.exec(readable(block.label?.value ?? ""))?.[1];
  const target = rest === undefined ? undefined : nodeAtStart(references, rest)?.target;
  if (target?.kind !== "node") return [];
  const phase = draft.phases.find((one) => one.key === target.key);
  const [decision, ...others] = decisions.filter((one) => one.options.some((name) => startsLike(word, name)));
  if (phase === undefined || decision === undefined || others.length > 0) return [];
  const left = decision.options.filter((name) => !startsLike(word, name));
  const [option] = left;
  return option === undefined || left.length > 1 ? [] : [{ block, phase, decision, option }];
}
