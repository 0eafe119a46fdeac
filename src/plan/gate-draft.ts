import type { Moment } from "../model/moment.ts";
import type { Approval, GateKind } from "../model/plan.ts";
import type { Block } from "./block.ts";
import { collectCriteria } from "./collect-criteria.ts";
import type { CriterionDraft } from "./criterion-draft.ts";
import type { Draft, GateSeed, PhaseDraft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { momentsOf } from "./gate-moments.ts";
import type { ParsedMarker } from "./markers.ts";
import type { References } from "./references.ts";

/** A gate before the plan's gates are numbered. */
export interface GateDraft {
  readonly block: Block;
  /** Its key, where a marker gives it one. */
  readonly id: string | undefined;
  readonly title: string;
  readonly kind: GateKind;
  readonly before: readonly Moment[];
  readonly criteria: readonly CriterionDraft[];
  readonly phase: PhaseDraft | undefined;
  readonly approve: Approval | undefined;
}

/** The gates that hold something, in the order of the file. A title over nothing is none. */
export function findGates(draft: Draft, references: References): readonly GateDraft[] {
  const gates: GateDraft[] = [];
  for (const block of draft.outline.blocks) {
    const { gate, phase } = scopeAt(draft, block);
    if (gate === undefined || gate.block !== block) continue;
    const criteria = collectCriteria(gate);
    if (criteria.length === 0) continue;
    const before = momentsOf(draft, references, gate);
    gates.push({ ...ofSeed(draft, gate), block, before, criteria, phase });
  }
  return gates;
}

function ofSeed(draft: Draft, seed: GateSeed): Pick<GateDraft, "id" | "title" | "kind" | "approve"> {
  const approve = seed.marker === undefined ? undefined : approvalOf(draft, seed.marker);
  return { id: seed.marker?.values["id"], title: seed.title, kind: seed.phrase.kind, approve };
}

/** `approve=@org/security,someone count=2`. */
function approvalOf(draft: Draft, { values, words, source }: ParsedMarker): Approval | undefined {
  const { approve, count } = values;
  if (approve === undefined && count === undefined) return undefined;
  const by = (approve ?? "")
    .split(",")
    .filter((name) => name !== "")
    .map((name) => (name.includes("/") ? name : name.replace(/^@/, "")));
  if (count !== undefined && !/^[1-9]\d?$/.test(count)) {
    const message = `Cannot read the marker: "count=${count}" is no number from 1 to 99: write how many must approve`;
    draft.problems.push({ line: source.line, column: source.column, rule: "invalid-marker-value", message });
  }
  const asked = /^[1-9]\d?$/.test(count ?? "") ? Number(count) : 1;
  return { by, count: asked, otherThanAuthor: words.includes("other-than-author") };
}
