import type { Block } from "./block.ts";
import { ancestorsOf } from "./block.ts";
import type { NeededThing } from "./dependency-values.ts";
import { neededThings } from "./dependency-values.ts";
import type { Draft, Scope } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { gatePhraseIn } from "./gate-phrases.ts";
import { namesNode } from "./label-values.ts";
import { markerNamed } from "./markers.ts";
import type { References } from "./references.ts";

/** One stated need, before externals get their criteria. `from` is a phase key, version, task id or `plan`. */
export interface DependencyDraft {
  readonly block: Block;
  readonly from: string;
  readonly to: string;
  readonly state: string | undefined;
  readonly external: boolean;
  /** False where the text only tells of it: under a `Dependencies` heading. */
  readonly binding: boolean;
  /** The phase around the line. */
  readonly scope: Scope;
}

interface Finding {
  readonly draft: Draft;
  readonly references: References;
  /** Ids of the tasks and steps that blocks stand for. */
  readonly idOf: ReadonlyMap<Block, string>;
  readonly found: DependencyDraft[];
}

const needs = /^(?:dependencies|dependency|depends[ _]on|blocked(?: by)?|requires|needs)$/i;
const blocks = /^(?:blocks|blocker for)$/i;

/** Finds what the plan says that its phases and tasks need. Order in the file is never taken for a dependency. */
export function findDependencies(
  draft: Draft,
  references: References,
  idOf: ReadonlyMap<Block, string>,
): readonly DependencyDraft[] {
  const finding: Finding = { draft, references, idOf, found: [] };
  for (const block of draft.outline.blocks) {
    const scope = scopeAt(draft, block);
    if (scope.gate !== undefined || isKept(scope)) continue;
    if (block.kind === "label" || block.kind === "item" || block.kind === "line")
      readBlock(block, scope, finding);
    const marked = block.kind === "comment" ? undefined : markerNamed(block, "depends-on");
    if (marked !== undefined)
      addAll(finding, { block, scope, from: fromOf(block, scope, finding), value: marked.words.join(" ") });
  }
  return finding.found;
}

function isKept(scope: Scope): boolean {
  return scope.kept === "rollback" || scope.kept === "record" || scope.kept === "legend";
}

function readBlock(block: Block, scope: Scope, finding: Finding): void {
  if (block.box === undefined && block.label !== undefined) readLabel(block, scope, finding);
  if (block.box !== undefined || finding.idOf.has(block)) readInline(block, scope, finding);
  if (block.kind === "line" || block.kind === "item") readArrows(block, scope, finding);
}

function readLabel(block: Block, scope: Scope, finding: Finding): void {
  const { title = "", value = "" } = block.label ?? {};
  const isNode = namesNode(value) && gatePhraseIn(title)?.kind === "prerequisites";
  if (underHeading(block)) {
    readTold(block, scope, finding);
  } else if (needs.test(title) || isNode) {
    const from = fromOf(block, scope, finding);
    if (value !== "") addAll(finding, { block, scope, from, value });
    for (const item of block.children) {
      if (item.kind === "item" && item.box === undefined)
        addAll(finding, { block: item, scope, from, value: item.words });
    }
  } else if (blocks.test(title) && value !== "") {
    addBlocked(finding, { block, scope, from: fromOf(block, scope, finding), value });
  }
}

/** Bullets under a `Dependencies` heading are told and block nothing; what they say they block is shown with it. */
function readTold(block: Block, scope: Scope, finding: Finding): void {
  const { title = "", value = "" } = block.label ?? {};
  const rest = /^blocks\s+(.*)$/i.exec(value)?.[1];
  if (rest === undefined) return;
  for (const thing of neededThings(finding.references, rest)) {
    if (thing.kind !== "node") continue;
    const told = { block, scope, state: undefined, external: true, binding: false };
    finding.found.push({ ...told, from: thing.key, to: title });
  }
}

function underHeading(block: Block): boolean {
  const { parent } = block;
  return parent?.kind === "section" && /^(?:\d+[.)]?\s+)?dependenc(?:y|ies)$/i.test(parent.words.trim());
}

/**
 * The task or step the line belongs to; else its phase, when it is one of the phase's own lines; else the plan. A line
 * under another heading, label or item speaks for that alone, and plangate has no node for it.
 */
function fromOf(block: Block, scope: Scope, finding: Finding): string | undefined {
  const own = finding.idOf.get(block);
  if (own !== undefined) return own;
  for (const around of ancestorsOf(block)) {
    const id = finding.idOf.get(around);
    if (id !== undefined) return id;
    if (around === scope.phase?.block) return scope.phase.key;
    if (around === finding.draft.titleBlock || around.kind === "root") break;
    return undefined;
  }
  return block.kind === "label" ? "plan" : undefined;
}

interface Said {
  readonly block: Block;
  readonly scope: Scope;
  readonly from: string | undefined;
  readonly value: string;
}

function addAll(finding: Finding, { block, scope, from, value }: Said): void {
  if (from === undefined) return;
  for (const thing of neededThings(finding.references, value)) add(finding, { block, scope, from, thing });
}

function add(
  finding: Finding,
  { block, scope, from, thing }: { block: Block; scope: Scope; from: string; thing: NeededThing },
): void {
  const shared = { block, scope, from, binding: true };
  switch (thing.kind) {
    case "node":
      if (thing.key !== from)
        finding.found.push({ ...shared, to: thing.key, state: thing.state, external: false });
      return;
    case "version":
      finding.found.push({ ...shared, to: thing.version, state: thing.state, external: true });
      return;
    case "words":
      finding.found.push({ ...shared, to: thing.words, state: thing.state, external: true });
      return;
    case "ambiguous":
      addAmbiguity(finding.draft, block, thing.reference);
      return;
  }
}

/** A reference to a name that two places share: a problem that names both, and no edge. */
export function addAmbiguity(
  draft: Draft,
  block: Block,
  { name, lines }: { name: string; lines: readonly number[] },
): void {
  const places = lines.join(" and ");
  const message = `Cannot tell which "${name}" is meant: lines ${places} are both called that: name one of them by another label`;
  if (draft.problems.some((one) => one.line === block.line && one.message === message)) return;
  draft.problems.push({ line: block.line, column: block.column, rule: "ambiguous-reference", message });
}

/** `Blocks: Phase 3` is Phase 3's dependency on what stands here. */
function addBlocked(finding: Finding, { block, scope, from, value }: Said): void {
  if (from === undefined || from === "plan") return;
  for (const thing of neededThings(finding.references, value)) {
    if (thing.kind === "ambiguous") addAmbiguity(finding.draft, block, thing.reference);
    if (thing.kind !== "node" || thing.key === from) continue;
    finding.found.push({
      block,
      scope,
      from: thing.key,
      to: from,
      state: undefined,
      external: false,
      binding: true,
    });
  }
}

const inline =
  /\((?:depends[ _]on|blocked (?:on|by)|requires|after)[: ]\s*([^()]+)\)|\b(?:depends_on|blocked on|blocked by|depends on)[: ]\s*([^.()]+)|\bRequires\s+([^()]+?)\.?\s*$/gi;

/** `(depends on T012)`, `blocked on T3`, `Requires 9.1.2.` in a task's own words; only known names make edges there. */
function readInline(block: Block, scope: Scope, finding: Finding): void {
  if (!/depends|blocked|requires|\(after/i.test(block.words)) return;
  const from = fromOf(block, scope, finding);
  if (from === undefined) return;
  for (const match of block.words.matchAll(inline)) {
    for (const thing of neededThings(finding.references, match[1] ?? match[2] ?? match[3] ?? "")) {
      if (thing.kind === "node" || thing.kind === "ambiguous") add(finding, { block, scope, from, thing });
    }
  }
}

/** `Task 1.1 → Task 1.2`: a whole line of known ids with arrows between them. */
function readArrows(block: Block, scope: Scope, finding: Finding): void {
  if (block.box !== undefined || !/→|->|â†’|‚Üí/.test(block.words)) return;
  const chain = block.words.split(/\s*(?:→|->|â†’|‚Üí)\s*/);
  const ids = new Set(finding.idOf.values());
  const keys = chain.map((words) => {
    const things = neededThings(finding.references, words);
    const [only] = things;
    return things.length === 1 && only?.kind === "node" && ids.has(only.key) ? only.key : undefined;
  });
  if (keys.length < 2 || keys.includes(undefined)) return;
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1];
    if (key === undefined || next === undefined || key === next) continue;
    finding.found.push({
      block,
      scope,
      from: next,
      to: key,
      state: undefined,
      external: false,
      binding: true,
    });
  }
}
