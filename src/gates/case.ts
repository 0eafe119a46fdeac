import type { Evidence } from "../model/evidence.ts";
import type { Criterion, Plan } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { canonicalVersion } from "../model/version.ts";
import { indexPlan } from "./index-plan.ts";
import type { PlanIndex } from "./index-plan.ts";
import type { Waits } from "./waits.ts";
import { waitsOf } from "./waits.ts";

/** What gates are judged by. `now` is used for days alone: those that a line waits for, and those on which waivers end. */
export interface Question {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly evidence: Evidence;
  readonly now: Date;
}

/** A question with its plan and tags looked through once. */
export interface Case extends Question {
  readonly index: PlanIndex;
  /** Releases that a tag names, by their canonical names. */
  readonly tagged: ReadonlySet<string>;
  /** Gates judged already, by the criteria they were judged on: one gate may stand before every release. */
  readonly judged: Map<readonly Criterion[], VerdictNode>;
  readonly waits: Waits;
}

export function openCase(question: Question): Case {
  const { plan, evidence } = question;
  const tags = evidence.tags.kind === "known" ? evidence.tags.value : [];
  const index = indexPlan(plan);
  return {
    ...question,
    index,
    waits: waitsOf({ plan, index }, false),
    tagged: new Set(tags.flatMap((tag) => canonicalVersion(tag.name) ?? [])),
    judged: new Map(),
  };
}
