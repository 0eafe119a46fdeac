import { digest } from "../model/digest.ts";
import type { Criterion, Gate } from "../model/plan.ts";
import type { CriterionDraft } from "./criterion-draft.ts";
import { isAfterTheFact } from "./after-the-fact.ts";
import type { Draft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import type { GateDraft } from "./gate-draft.ts";
import { sameAsks } from "./same-ask.ts";
import { placeOf } from "./source.ts";
import { markerNamed } from "./markers.ts";

/** The plan's gates with their keys, and the key of every criterion. */
export interface NumberedGates {
  readonly gates: readonly Gate[];
  readonly keyOf: ReadonlyMap<CriterionDraft, string>;
}

/** Numbers gates and their criteria in the order of the file, and says which criteria ask the same. */
export function numberGates(draft: Draft, drafts: readonly GateDraft[]): NumberedGates {
  const ordered = [...drafts].sort((a, b) => a.block.line - b.block.line);
  const keys = keysOf(draft, ordered);
  const keyOf = new Map<CriterionDraft, string>();
  for (const [at, gate] of ordered.entries()) {
    for (const [index, criterion] of gate.criteria.entries())
      keyOf.set(criterion, `${keys[at] ?? ""}.${index + 1}`);
  }
  const restated = sameAsks(ordered);
  const sameAs = new Map([...restated].map(([criterion, asked]) => [criterion, keyOf.get(asked) ?? ""]));
  const gates = ordered.map((gate, at) => gateOf({ draft, gate, key: keys[at] ?? "" }, keyOf, sameAs));
  return { gates, keyOf };
}

/** `G1`, `G2` …; a marker's `id` where it gives one that is free. */
function keysOf(draft: Draft, gates: readonly GateDraft[]): readonly string[] {
  const taken = new Set<string>();
  return gates.map(({ id, block }, at) => {
    const isFree =
      id !== undefined && /^[A-Za-z][\w-]*$/.test(id) && !/^[GD]\d+$/i.test(id) && !taken.has(id);
    if (isFree) {
      taken.add(id);
      return id;
    }
    const marker = id === undefined ? undefined : markerNamed(block, "gate");
    if (marker !== undefined) {
      const { line, column } = marker.source;
      const message = `Cannot use the gate id "${id ?? ""}": it is taken, or is no word that begins with a letter: give it another`;
      draft.problems.push({ line, column, rule: "invalid-marker-value", message });
    }
    return `G${at + 1}`;
  });
}

type Keys = ReadonlyMap<CriterionDraft, string>;

function gateOf(
  { draft, gate, key }: { draft: Draft; gate: GateDraft; key: string },
  keyOf: Keys,
  sameAs: Keys,
): Gate {
  const { block, title, kind, before, phase, approve } = gate;
  const equals = new Map<string, number>();
  const criteria = gate.criteria.map((criterion): Criterion => {
    const name = `${scopeAt(draft, block).identitySections}${title}\n${criterion.text}`;
    const ordinal = equals.get(name) ?? 0;
    equals.set(name, ordinal + 1);
    const after = !before.every((moment) => moment.startsWith("start:")) && isAfter(draft, criterion);
    return {
      ...criterionOf(draft, criterion, keyOf.get(criterion) ?? key),
      after,
      ...same(sameAs.get(criterion)),
      identity: digest(`${name}\n${ordinal}`),
    };
  });
  return {
    ...placeOf(draft.source, block),
    key,
    title,
    kind,
    before,
    criteria,
    ...(phase === undefined ? {} : { phase: phase.key }),
    wording: digest([title, ...gate.criteria.map(wordingOf)].join("\n")),
    ...(approve === undefined ? {} : { approve }),
  };
}

function same(key: string | undefined): { sameAs?: string } {
  return key === undefined ? {} : { sameAs: key };
}

function wordingOf({ text, command = "", expectation = "" }: CriterionDraft): string {
  return [text, command, expectation].join("\t");
}

/** Words that speak of what exists only after the tag, or a place among what comes after the release. */
function isAfter(draft: Draft, { block, text }: CriterionDraft): boolean {
  return scopeAt(draft, block).kept === "after" || isAfterTheFact(text);
}

function criterionOf(
  draft: Draft,
  criterion: CriterionDraft,
  key: string,
): Omit<Criterion, "after" | "identity"> {
  const { span, block, text, kind, thresholds, command, expectation, file, tags, day } = criterion;
  const [threshold, ...further] = thresholds;
  const { box } = block;
  return {
    ...placeOf(draft.source, { ...span, line: box?.line ?? span.line }),
    key,
    text,
    kind,
    checked: box === undefined ? null : box.checked,
    ...(threshold === undefined ? {} : { threshold }),
    ...(further.length === 0 ? {} : { furtherThresholds: further }),
    ...(command === undefined ? {} : { command }),
    ...(expectation === undefined ? {} : { expectation }),
    ...(file === undefined ? {} : { file }),
    ...(tags === undefined ? {} : { tags }),
    ...(day === undefined ? {} : { day }),
    ...(box === undefined ? {} : { boxOffset: draft.source.byteOffsetOf(box.offset) }),
  };
}
