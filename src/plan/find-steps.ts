import type { Step } from "../model/plan.ts";
import { isAfterTheFact } from "./after-the-fact.ts";
import type { Block, TableRow } from "./block.ts";
import type { Draft, Scope } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { placeOf } from "./source.ts";
import { readable, withoutEmoji } from "./readable.ts";
import { isStepGroup } from "./step-phrases.ts";
import { leadingId } from "./task-ids.ts";
import { typedHeading } from "./typed-heading.ts";

/** The steps with the blocks that have ids. */
export interface FoundSteps {
  readonly steps: readonly Step[];
  readonly idOf: ReadonlyMap<Block, string>;
}

interface Finding {
  readonly draft: Draft;
  readonly steps: Step[];
  readonly idOf: Map<Block, string>;
}

/** Work that is written but is no box: shown, never ticked. */
export function findSteps(draft: Draft): FoundSteps {
  const finding: Finding = { draft, steps: [], idOf: new Map() };
  for (const block of draft.outline.blocks) {
    if (block.kind !== "item" && block.kind !== "section" && block.kind !== "table") continue;
    const scope = scopeAt(draft, block);
    if (block.box !== undefined || scope.task !== undefined || isKept(scope)) continue;
    if (block.kind === "item") readItem(block, scope, finding);
    else if (block.kind === "section") readHeading(block, scope, finding);
    else if (scope.gate === undefined) readTable(block, scope, finding);
  }
  return { steps: finding.steps, idOf: finding.idOf };
}

function isKept(scope: Scope): boolean {
  return scope.kept === "rollback" || scope.kept === "record" || scope.kept === "legend";
}

function readItem(block: Block, scope: Scope, finding: Finding): void {
  // A gate among numbered steps is shown as the step that it is, too.
  if (scope.gate !== undefined && scope.gate.block !== block) return;
  if (block.words === "" || block.parent?.kind === "item") return;
  const numbered = /^Task \d/i.test(block.words) ? leadingId(block.words) : undefined;
  if (numbered === undefined && !isStepList(block, scope)) return;
  if (holdsBoxes(block)) return;

  const step = addStep(finding, block, { scope, id: numbered?.id, words: numbered?.rest ?? block.words });
  if (numbered !== undefined) finding.idOf.set(block, numbered.id);
  if (scope.gate !== undefined) return;
  for (const child of block.children) {
    if (child.kind === "item" && child.words !== "") addChild(finding, child, step);
  }
}

/** Lists under `Steps` and the like; numbered lists directly in a phase too, where nothing else names them. */
function isStepList(block: Block, scope: Scope): boolean {
  const owner = block.parent;
  if (owner === undefined) return false;
  if (owner.kind === "label") return isStepGroup(owner.label?.title ?? "");
  if (owner.kind !== "section") return false;
  if (isStepGroup(owner.words)) return true;
  return block.ordered === true && owner === scope.phase?.block;
}

function holdsBoxes(block: Block): boolean {
  return block.children.some((child) => child.box !== undefined || holdsBoxes(child));
}

interface Words {
  readonly scope: Scope;
  readonly id: string | undefined;
  readonly words: string;
}

function addStep(finding: Finding, block: Block, { scope, id, words }: Words): Step {
  const { source } = finding.draft;
  const text = withoutEmoji(words).replace(/[\s:]+$/, "");
  const step: Step = {
    ...placeOf(source, block),
    text,
    ...(id === undefined ? {} : { id }),
    ...(scope.phase === undefined ? {} : { phase: scope.phase.key }),
    after: scope.kept === "after" || isAfterTheFact(text),
  };
  finding.steps.push(step);
  return step;
}

/** What a step consists of stands under it, and is its phase's through it. */
function addChild(finding: Finding, block: Block, parent: Step): void {
  const place = placeOf(finding.draft.source, block);
  finding.steps.push({ ...place, text: withoutEmoji(block.words), parent: parent.line, after: parent.after });
}

/** `### Task 4 — …`, `#### TASK-001: …`, `### - [x] T001 …`: a heading that is a task. */
function readHeading(block: Block, scope: Scope, finding: Finding): void {
  if (scope.gate !== undefined || scope.phase?.block === block || block === finding.draft.titleBlock) return;
  const words = withoutEmoji(readable(block.words)).replace(/^(?:-\s*)?\[[ xX]\]\s*/, "");
  const found = leadingId(words);
  if (found === undefined || !isHeadingScheme(found.scheme, words)) return;
  finding.idOf.set(block, found.id);
  const own = { ...block, endOffset: block.offset + lengthOfLine(finding.draft, block) };
  addStep(finding, own, { scope, id: found.id, words: found.rest === "" ? words : found.rest });
}

function isHeadingScheme(scheme: string, words: string): boolean {
  if (typedHeading(words) !== undefined) return false;
  return scheme === "T001" || scheme === "Task 1" || scheme === "ABC-12";
}

function lengthOfLine(draft: Draft, block: Block): number {
  const end = draft.source.lineStarts[block.line] ?? draft.source.text.length;
  return draft.source.text.slice(block.offset, end).trimEnd().length;
}

/** Rows of a table of a phase that has a column for tasks and one for their state. */
function readTable(block: Block, scope: Scope, finding: Finding): void {
  const [header, ...rows] = block.rows ?? [];
  if (header === undefined || scope.phase === undefined) return;
  const column = header.cells.findIndex((cell) =>
    /^(?:tasks?|steps?|work item|item|story|user story)$/i.test(cell.trim()),
  );
  const state = header.cells.some((cell) => /^(?:status|state|done)\b/i.test(cell.trim()));
  if (column < 0 || !state) return;
  for (const row of rows) addRow(finding, { row, scope, column });
}

function addRow(
  finding: Finding,
  { row, scope, column }: { row: TableRow; scope: Scope; column: number },
): void {
  const words = withoutEmoji(row.cells[column] ?? "");
  if (words === "") return;
  const place = placeOf(finding.draft.source, row);
  const phase = scope.phase === undefined ? {} : { phase: scope.phase.key };
  finding.steps.push({ ...place, text: words, ...phase, after: isAfterTheFact(words) });
}
