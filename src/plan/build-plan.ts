import { digest } from "../model/digest.ts";
import type { Moment } from "../model/moment.ts";
import { startOf } from "../model/moment.ts";
import type { Condition, Decision, Phase, Release } from "../model/plan.ts";
import { attributesOf, headingAttributes, ownLabels } from "./attributes.ts";
import type { Block } from "./block.ts";
import type { Draft, PhaseDraft, ReleaseDraft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import type { ConditionDraft } from "./find-conditions.ts";
import type { DecisionDraft } from "./find-decisions.ts";
import type { GateDraft } from "./gate-draft.ts";
import { momentsAround } from "./gate-moments.ts";
import type { RecognitionSettings } from "./recognition-settings.ts";
import { repositoryNameOf } from "./recognition-settings.ts";
import { placeOf } from "./source.ts";

export function phaseOf(draft: Draft, phase: PhaseDraft, settings: RecognitionSettings): Phase {
  const { block, key, title, release, parent } = phase;
  const template = templateOf(block);
  const repository = scopeAt(draft, block).repository ?? repositoryNameOf(phase, settings);
  return {
    ...placeOf(draft.source, headingOf(draft, block)),
    key,
    title,
    endLine: block.endLine,
    ...(release === undefined ? {} : { release }),
    ...(parent === undefined ? {} : { parent: parent.key }),
    attributes: attributesOf(block),
    ...(template === undefined ? {} : { template }),
    ...(repository === undefined ? {} : { repository }),
    identity: digest(`${scopeAt(draft, block).identitySections}\n${key}`),
  };
}

/** A heading's own place: its section goes on below it. */
function headingOf(draft: Draft, block: Block): Block {
  if (block.kind !== "section") return block;
  const line = draft.source.text.slice(
    block.offset,
    draft.source.lineStarts[block.line] ?? draft.source.text.length,
  );
  return { ...block, endOffset: block.offset + line.trimEnd().length };
}

/** A label line of the phase that names a file of `.github/ISSUE_TEMPLATE`. */
function templateOf(section: Block): string | undefined {
  for (const block of ownLabels(section)) {
    const code = block.codes.find((one) => /^\.github\/ISSUE_TEMPLATE\/[\w./-]+\.(?:md|ya?ml)$/i.test(one));
    if (code !== undefined) return code;
  }
  return undefined;
}

export function releaseOf(draft: Draft, release: ReleaseDraft): Release {
  const { version, phase, declaredBy, block } = release;
  const attributes = phase === undefined ? headingAttributes(block.words) : attributesOf(phase.block);
  const effort = attributes["effort"] ?? attributes["duration"] ?? attributes["timeline"];
  return {
    ...placeOf(
      draft.source,
      block.kind === "root" ? { line: 1, column: 1, offset: 0, endOffset: 0 } : headingOf(draft, block),
    ),
    version,
    ...(phase === undefined ? {} : { phase: phase.key }),
    declaredBy,
    ...(effort === undefined ? {} : { effort }),
  };
}

/** The decisions and the conditions on them, keyed in the order of the file. */
export function decisionsOf(
  draft: Draft,
  {
    decisions,
    conditions,
    gates,
  }: {
    decisions: readonly DecisionDraft[];
    conditions: readonly ConditionDraft[];
    gates: readonly GateDraft[];
  },
): { readonly decisions: readonly Decision[]; readonly conditions: readonly Condition[] } {
  const keyOf = new Map(decisions.map((decision, at) => [decision, `D${at + 1}`]));
  return {
    decisions: decisions.map((decision): Decision => {
      const { block, title, options, phase, words, claim } = decision;
      const before = claim === undefined ? momentsOfDecision(draft, decision, { conditions, gates }) : [];
      return {
        ...placeOf(draft.source, headingOf(draft, block)),
        key: keyOf.get(decision) ?? "",
        title,
        options,
        ...(phase === undefined ? {} : { phase: phase.key }),
        before,
        wording: digest(`${title}\n${words}`),
        ...(claim === undefined ? {} : { claim }),
      };
    }),
    conditions: conditions.map(({ block, phase, decision, option }): Condition => ({
      ...placeOf(draft.source, block),
      phase: phase.key,
      decision: keyOf.get(decision) ?? "",
      option,
    })),
  };
}

/**
 * A decision stands before the start of every phase that is conditional on it; else with the approval gate of its own
 * section; else before the tag and end of what stands around it.
 */
function momentsOfDecision(
  draft: Draft,
  decision: DecisionDraft,
  { conditions, gates }: { conditions: readonly ConditionDraft[]; gates: readonly GateDraft[] },
): readonly Moment[] {
  const conditional = conditions.filter((condition) => condition.decision === decision);
  if (conditional.length > 0)
    return [...new Set(conditional.map((condition) => startOf(condition.phase.key)))];
  const approval = gates.find(
    (gate) =>
      gate.kind === "approval" && decision.section !== undefined && gate.block.parent === decision.section,
  );
  return approval?.before ?? momentsAround(draft, decision.phase);
}

/** Labels that the plan expects on its issues: `Expected labels: a, b`, and the document's own `Labels:` line. */
export function labelsOf(draft: Draft): readonly string[] {
  const labels = draft.outline.blocks.flatMap((block) => {
    const { title = "", value = "" } = block.label ?? {};
    const isOwn =
      /^(?:issue )?labels$/i.test(title) &&
      (block.parent === draft.titleBlock || block.parent?.kind === "root");
    if (!isOwn && !/^expected (?:issue )?labels$/i.test(title)) return [];
    return value.split(",").map((label) => label.replace(/[`.\s]+$|^[`\s]+/g, ""));
  });
  return [...new Set(labels.filter((label) => label !== ""))];
}
