import type { Block } from "./block.ts";
import type { Outline } from "./build-outline.ts";
import type { PhaseDraft, Scope } from "./draft.ts";
import { contentOf, isBoxless } from "./gate-content.ts";
import { keptBy } from "./kept-sections.ts";
import { markerNamed } from "./markers.ts";
import { withoutEmoji } from "./readable.ts";
import { seedOf } from "./seed-gate.ts";

interface Assigning {
  readonly titleBlock: Block | undefined;
  readonly phaseOf: ReadonlyMap<Block, PhaseDraft>;
  readonly scopeOf: Map<Block, Scope>;
}

/** Says of every block what stands around it: phase, gate, task, and what its part of the plan is kept for. */
export function assignScopes(
  outline: Outline,
  titleBlock: Block | undefined,
  phases: readonly PhaseDraft[],
): ReadonlyMap<Block, Scope> {
  const phaseOf = new Map(phases.map((phase) => [phase.block, phase]));
  const assigning: Assigning = { titleBlock, phaseOf, scopeOf: new Map() };
  const open: Scope = {
    phase: undefined,
    gate: undefined,
    task: undefined,
    kept: undefined,
    sections: [],
    identitySections: "",
    repository: undefined,
  };
  visit(outline.root, open, assigning);
  return assigning.scopeOf;
}

function visit(block: Block, around: Scope, assigning: Assigning): void {
  const own = block.kind === "root" ? around : scopeOfBlock(block, around, assigning);
  assigning.scopeOf.set(block, own);
  const inner = block.box === undefined ? own : { ...own, task: block };
  const isGate = own.gate?.block === block;
  const inside = isGate ? new Set(contentOf(block)) : undefined;
  for (const child of block.children) {
    visit(child, inside?.has(child) === false ? { ...inner, gate: undefined } : inner, assigning);
  }
}

function scopeOfBlock(block: Block, around: Scope, assigning: Assigning): Scope {
  if (block.kind !== "section" && block.kind !== "label" && block.kind !== "item") return around;
  if (
    block.kind === "item" &&
    block.children.length === 0 &&
    block.label === undefined &&
    block.markers.length === 0
  ) {
    return around;
  }
  const phase = assigning.phaseOf.get(block);
  let scope = phase === undefined ? around : { ...around, phase };
  if (block.kind !== "item") scope = withSection(block, scope, assigning);
  if (block === assigning.titleBlock) return scope;

  const kept = keptOf(block, scope);
  if (kept !== scope.kept) scope = { ...scope, kept };
  return withGate(block, scope, phase);
}

function keptOf(block: Block, scope: Scope): Scope["kept"] {
  if (markerNamed(block, "ignore") !== undefined) return "legend";
  if (block.box !== undefined || scope.kept === "rollback") return scope.kept;
  const title = block.kind === "section" ? block.words : (block.label?.title ?? "");
  return (title === "" ? undefined : keptBy(title)) ?? scope.kept;
}

function withGate(block: Block, scope: Scope, phase: PhaseDraft | undefined): Scope {
  const closed = scope.kept !== undefined && scope.kept !== "after";
  if (scope.gate !== undefined || scope.task !== undefined || closed) return scope;
  const gate = seedOf(block, phase !== undefined);
  if (gate === undefined) return scope;
  // A gate title over nothing but gates only groups them.
  return gate.marker === undefined && holdsOnlyGates(block) ? scope : { ...scope, gate };
}

function holdsOnlyGates(block: Block): boolean {
  let gates = 0;
  for (const child of block.children) {
    if (seedOf(child, false) !== undefined) gates += 1;
    else if (!isBoxless(child)) return false;
  }
  return gates > 0;
}

function withSection(block: Block, scope: Scope, assigning: Assigning): Scope {
  if (block.kind === "label" && (block.label?.bold !== true || block.label.value !== "")) return scope;
  const title = withoutEmoji(block.kind === "section" ? block.words : (block.label?.title ?? ""));
  const isTitle = block === assigning.titleBlock;
  const repository = /^for (?:the )?([\w./-]+) repositor(?:y|ies)$/i.exec(title)?.[1];
  return {
    ...scope,
    sections: [...scope.sections, title],
    identitySections: isTitle ? scope.identitySections : `${scope.identitySections}${title}\n`,
    repository: repository ?? scope.repository,
  };
}
