import type { Evidence } from "../model/evidence.ts";
import type { Plan } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { indexPlan } from "./index-plan.ts";
import type { PlanIndex } from "./index-plan.ts";

/** What gates are judged by. `now` is used for waivers alone, which end on a day. */
export interface Question {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly evidence: Evidence;
  readonly now: Date;
}

/** A question with its plan looked through once. */
export interface Case extends Question {
  readonly index: PlanIndex;
}

export function openCase(question: Question): Case {
  return { ...question, index: indexPlan(question.plan) };
}
