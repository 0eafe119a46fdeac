import type { ParsedPlan, Plan } from "../model/plan.ts";
import { assignScopes } from "./assign-scopes.ts";
import { buildOutline } from "./build-outline.ts";
import { decisionsOf, labelsOf, phaseOf, releaseOf } from "./build-plan.ts";
import { decodePlan } from "./decode-plan.ts";
import type { Draft } from "./draft.ts";
import { explanationsOf } from "./explanation-of.ts";
import { findConditions } from "./find-conditions.ts";
import { findDecisions } from "./find-decisions.ts";
import { addAmbiguity, findDependencies } from "./find-dependencies.ts";
import { findHints } from "./find-hints.ts";
import { findMentions } from "./find-mentions.ts";
import { findPhases } from "./find-phases.ts";
import { findReleases } from "./find-releases.ts";
import { findRollbacks } from "./find-rollbacks.ts";
import { findSteps } from "./find-steps.ts";
import { findTasks } from "./find-tasks.ts";
import { findTitle } from "./find-title.ts";
import { findGates } from "./gate-draft.ts";
import { attachMarkers, markerProblems } from "./markers.ts";
import { numberGates } from "./number-gates.ts";
import { readMarkdown } from "./read-markdown.ts";
import type { RecognitionSettings } from "./recognition-settings.ts";
import type { References } from "./references.ts";
import { nodeAtStart, referencesOf } from "./references.ts";
import { sourceOf } from "./source.ts";
import { dependencyOf, stateDependencies } from "./state-dependencies.ts";
import { isChecklist } from "./task-role.ts";

/**
 * Reads a plan's bytes. Never throws on what an author wrote: what is wrong is in `problems`. The parser's time and
 * stack are not safe from hostile text: run `checkLimits` first, and this behind a deadline.
 */
export function parsePlan(bytes: Uint8Array, settings: RecognitionSettings = {}): ParsedPlan {
  const draft = draftOf(bytes);
  const { plan } = recognise(draft, settings);
  return {
    plan,
    problems: [...draft.problems].sort((a, b) => a.line - b.line || a.column - b.column),
    hints: findHints(draft, plan),
    explanations: explanationsOf(plan, draft.outline),
    refused: false,
  };
}

function draftOf(bytes: Uint8Array): Draft {
  const source = sourceOf(decodePlan(bytes));
  const outline = buildOutline(readMarkdown(source.text), source);
  attachMarkers(outline);
  const { title, titleBlock } = findTitle(outline);
  const phases = findPhases(outline, titleBlock);
  const scopeOf = assignScopes(outline, titleBlock, phases);
  const known = { source, outline, title, titleBlock, phases, scopeOf };
  return { ...known, releases: findReleases(known), problems: [...markerProblems(outline)] };
}

function recognise(draft: Draft, settings: RecognitionSettings): { plan: Plan } {
  const { source, outline, phases } = draft;
  giveReleasesToPhases(draft);
  const { tasks, idOf } = findTasks(draft);
  const { steps, idOf: stepIdOf } = findSteps(draft);
  const references = referencesOf(phases, draft.releases, [...tasks, ...steps]);
  const found = findGates(draft, references);
  const needs = findDependencies(draft, references, new Map([...idOf, ...stepIdOf]));
  const stated = stateDependencies(draft, found, needs);
  const { gates, keyOf } = numberGates(draft, [...found, ...stated.gates]);
  const choices = findDecisions(draft);
  const conditional = findConditions(draft, references, choices);
  const { decisions, conditions } = decisionsOf(draft, {
    decisions: choices,
    conditions: conditional,
    gates: found,
  });
  addClaimedStates(draft, references);
  const ownLinks = outline.blocks.flatMap((block) => block.link ?? []);
  const plan: Plan = {
    title: draft.title,
    tasks,
    steps,
    phases: phases.map((phase) => phaseOf(draft, phase, settings)),
    releases: draft.releases.map((release) => releaseOf(draft, release)),
    gates,
    dependencies: needs.map((need) => {
      const asked = stated.askedBy.get(need);
      return dependencyOf(draft, need, asked === undefined ? undefined : keyOf.get(asked));
    }),
    decisions,
    conditions,
    mentions: findMentions(outline.runs, source, ownLinks),
    rollbacks: findRollbacks(draft),
    labels: labelsOf(draft),
    form: isChecklist(draft) ? "checklist" : "plan",
  };
  return { plan };
}

/** A release that a label, task or marker declares inside a phase is that phase's. */
function giveReleasesToPhases(draft: Draft): void {
  for (const { phase, version } of draft.releases) if (phase !== undefined) phase.release ??= version;
}

/** `**Phase 1**: ✅ COMPLETE`: a label that names a phase and tells its state. Doubled names are reported. */
function addClaimedStates(draft: Draft, references: References): void {
  for (const block of draft.outline.blocks) {
    if (block.kind !== "label" || block.label?.bold !== true || block.label.value === "") continue;
    if (draft.scopeOf.get(block)?.gate !== undefined) continue;
    const named = nodeAtStart(references, block.label.title);
    if (named?.target?.kind !== "ambiguous" || named.length !== block.label.title.length) continue;
    addAmbiguity(draft, block, named.target);
  }
}
