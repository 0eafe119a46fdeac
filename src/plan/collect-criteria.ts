import type { Block } from "./block.ts";
import { blocksIn } from "./block.ts";
import { attributeKey } from "./attributes.ts";
import type { CriterionDraft } from "./criterion-draft.ts";
import { approvalOf, criteriaOfFence, criterionOf, criterionOfSection } from "./criterion-draft.ts";
import type { GateSeed } from "./draft.ts";
import { contentOf } from "./gate-content.ts";
import { isPlaceholder } from "./placeholder.ts";
import { beginsWithEmoji, readable, withoutEmoji } from "./readable.ts";

interface Collecting {
  readonly criteria: CriterionDraft[];
  /** Lines that are criteria only where nothing else is. */
  readonly prose: Block[];
}

/** The criteria of a gate, in the order of the file. Every box under it is one; empty where nothing is asked. */
export function collectCriteria(seed: GateSeed): readonly CriterionDraft[] {
  const { block, phrase } = seed;
  const collecting: Collecting = { criteria: [], prose: [] };
  // A marker can make a single box a gate.
  if (block.box === undefined) for (const child of contentOf(block)) collect(child, collecting);
  else collectItem(block, collecting);
  const { criteria } = collecting;
  const boxes = criteria.filter((one) => one.kind === "box");

  if (phrase.kind === "approval")
    return boxes.length > 0 ? criteria : [approvalOf(block, approvalWords(seed))];
  if (criteria.length > 0) return criteria;
  const value = withoutEmoji(block.label?.value ?? "");
  const words = value === "" ? proseOf(collecting.prose) : value;
  if (phrase.kind === "security") return [approvalOf(block, words === "" ? seed.title : words)];
  return words === "" ? [] : [criterionOf(block, words)];
}

function collect(block: Block, collecting: Collecting): void {
  switch (block.kind) {
    case "item":
      collectItem(block, collecting);
      return;
    case "line":
      if (beginsWithEmoji(block.words))
        collecting.criteria.push(criterionOf(block, withoutEmoji(block.words)));
      else collecting.prose.push(block);
      return;
    case "fence":
      collecting.criteria.push(...criteriaOfFence(block));
      return;
    case "section":
      if (tellsOfFailure(block.words)) collectBoxes(block, collecting);
      else if (isNumbered(block) && !holdsBox(block)) collecting.criteria.push(criterionOfSection(block));
      else for (const child of block.children) collect(child, collecting);
      return;
    case "label":
      collectLabel(block, collecting);
      return;
    case "root":
    case "table":
    case "comment":
    case "rule":
      return;
  }
}

/** An item without a box is a criterion, unless it only groups boxes. What stands under it explains it. */
function collectItem(block: Block, collecting: Collecting): void {
  if (block.box === undefined && !holdsBox(block)) {
    const words = withoutEmoji(block.words);
    if (!isPlaceholder(words)) collecting.criteria.push(criterionOf(block, words));
    return;
  }
  collectBoxes(block, collecting);
}

function collectBoxes(block: Block, collecting: Collecting): void {
  for (const inner of blocksIn(block)) {
    if (inner.box !== undefined && !isPlaceholder(inner.words))
      collecting.criteria.push(criterionOf(inner, withoutEmoji(inner.words)));
  }
}

/** What stands under `Fails if` or `Failure actions` is told, not asked. */
function tellsOfFailure(title: string): boolean {
  return /\b(?:fails?|failed|failures?|rejected|not met)\b/i.test(title);
}

function collectLabel(block: Block, collecting: Collecting): void {
  const { title = "", value = "" } = block.label ?? {};
  const isVerification = /^verif(?:y|ication)$/i.test(title);
  const asks = beginsWithEmoji(block.words) && block.label?.bold !== true;
  if ((isVerification || asks) && value !== "") {
    collecting.criteria.push(criterionOf(block, withoutEmoji(isVerification ? value : block.words)));
  } else if (value !== "" && attributeKey(title) === undefined && !/^see$/i.test(title)) {
    collecting.prose.push(block);
  }
  if (tellsOfFailure(title)) collectBoxes(block, collecting);
  else for (const child of block.children) collect(child, collecting);
}

function isNumbered(section: Block): boolean {
  return /^\d+(?:\.\d+)*[.)]?\s/.test(withoutEmoji(section.words));
}

function holdsBox(block: Block): boolean {
  for (const inner of blocksIn(block)) if (inner.box !== undefined) return true;
  return false;
}

function proseOf(lines: readonly Block[]): string {
  return lines
    .map((line) => withoutEmoji(readable(line.words)))
    .join(" ")
    .trim();
}

/** What is to be approved, in one sentence: title, value, and the points of its list. */
function approvalWords({ block, title }: GateSeed): string {
  const points = [...blocksIn(block)]
    .filter((inner) => inner !== block && (inner.kind === "item" || inner.kind === "line"))
    .map((inner) => readable(inner.words));
  const value = readable(block.label?.value ?? "");
  const own = /^\S+(?:\s\S+){0,2}:$/.test(value)
    ? `${title} ${value}`
    : value === ""
      ? `${title}:`
      : `${title}: ${value}`;
  return points.length === 0
    ? own.replace(/:$/, "")
    : `${own.replace(/([^:])$/, "$1:")} ${points.join("; ")}`;
}
