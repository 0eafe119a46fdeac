import { emptyPlan } from "../model/empty-plan.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";

/** What a plan that cannot be read comes back as: empty, and marked so that nobody takes it for a plan without tasks. */
export function refusedPlan(problems: readonly Problem[]): ParsedPlan {
  return {
    plan: emptyPlan,
    problems,
    hints: [],
    explanations: [],
    refused: true,
  };
}
