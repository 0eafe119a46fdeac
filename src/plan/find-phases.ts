import type { Block } from "./block.ts";
import { blocksIn } from "./block.ts";
import type { Outline } from "./build-outline.ts";
import { isSectionLabel, ownLabels } from "./attributes.ts";
import type { PhaseDraft } from "./draft.ts";
import { gatePhraseIn } from "./gate-phrases.ts";
import { isDecisionTitle } from "./decision-phrases.ts";
import { keptBy } from "./kept-sections.ts";
import { markerNamed } from "./markers.ts";
import { withoutEmoji } from "./readable.ts";
import { isStepGroup } from "./step-phrases.ts";
import type { TypedHeading } from "./typed-heading.ts";
import { isGateOfPhase, slug, typedHeading } from "./typed-heading.ts";

interface Finding {
  readonly titleBlock: Block | undefined;
  /** Whether the plan has headings typed by word or version: then numbers alone make no phase of the first level. */
  readonly worded: boolean;
  readonly phases: PhaseDraft[];
  readonly taken: Map<string, number>;
}

/** Finds the phases, in the order of the file. Nothing inside a gate, rollback or record section is one. */
export function findPhases(outline: Outline, titleBlock: Block | undefined): readonly PhaseDraft[] {
  const headings = outline.blocks.filter((block) => block.kind === "section" && block !== titleBlock);
  const worded = headings.some((block) => isWorded(typedHeading(block.words)));
  const finding: Finding = { titleBlock, worded, phases: [], taken: new Map() };
  for (const block of outline.root.children) visit(block, undefined, finding);
  return finding.phases;
}

function isWorded(typed: TypedHeading | undefined): boolean {
  return typed !== undefined && typed.kind !== "numbered";
}

function visit(block: Block, around: PhaseDraft | undefined, finding: Finding): void {
  if (block.kind !== "section") return;
  const inner = block === finding.titleBlock ? around : enter(block, around, finding);
  if (inner === "closed") return;
  for (const child of block.children) visit(child, inner, finding);
}

function enter(
  block: Block,
  around: PhaseDraft | undefined,
  finding: Finding,
): PhaseDraft | undefined | "closed" {
  const typed = typedHeading(block.words);
  const marked = markerNamed(block, "phase") !== undefined;
  if (!marked && isClosed(block, typed)) return "closed";
  if (!marked && (typed === undefined || !isPhase(block, typed, { around, finding }))) return around;

  const title = withoutEmoji(block.words);
  const label = typed?.key ?? slug(title);
  const count = (finding.taken.get(label) ?? 0) + 1;
  finding.taken.set(label, count);
  const key = count === 1 ? label : `${label}~${count}`;
  const release = count === 1 ? typed?.version : undefined;
  const phase = { key, label, block, typed, title, parent: around, release };
  finding.phases.push(phase);
  return phase;
}

/** A gate, rollback, record or legend: nothing under it is a phase. A heading that names a phase is none of them. */
function isClosed(block: Block, typed: TypedHeading | undefined): boolean {
  if (typed === undefined || typed.kind === "numbered") {
    return gatePhraseIn(block.words) !== undefined || keptBy(block.words) !== undefined;
  }
  return isGateOfPhase(typed);
}

function isPhase(
  block: Block,
  typed: TypedHeading,
  { around, finding }: { around: PhaseDraft | undefined; finding: Finding },
): boolean {
  if (around !== undefined) return typed.version !== undefined || carriesLabels(block) || holdsGate(block);
  if (typed.kind !== "numbered") return true;
  return !finding.worded && isOutermost(block, finding) && holdsWork(block);
}

/** Numbers inside a section that is no phase begin anew in the next one: they group, and name nothing. */
function isOutermost({ parent }: Block, { titleBlock }: Finding): boolean {
  return parent?.kind === "root" || (parent !== undefined && parent === titleBlock);
}

function carriesLabels(section: Block): boolean {
  return ownLabels(section).some((block) => isSectionLabel(block.label?.title ?? ""));
}

/** A gate or decision under the heading; one under a typed heading of its own belongs there. */
function holdsGate(section: Block): boolean {
  return section.children.some((child) => {
    if (child.kind === "section") {
      if (typedHeading(child.words) !== undefined) return false;
      return gatePhraseIn(child.words) !== undefined || isDecisionTitle(child.words) || holdsGate(child);
    }
    if (child.label === undefined || child.box !== undefined || !child.label.bold) return false;
    return gatePhraseIn(child.label.title) !== undefined || isDecisionTitle(child.label.title);
  });
}

function holdsWork(section: Block): boolean {
  if (carriesLabels(section) || holdsGate(section)) return true;
  for (const block of blocksIn(section)) {
    if (block.box !== undefined) return true;
    if (block.label !== undefined && isStepGroup(block.label.title) && block.children.length > 0) return true;
  }
  return false;
}
