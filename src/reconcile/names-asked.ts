import type { Plan } from "../model/plan.ts";
import type { PlanSettings } from "../model/settings.ts";

/** Whether `diff` may use a label or a milestone at all: where not, a repository's need not be read. */
export function namesAsked(
  plan: Pick<Plan, "labels" | "phases" | "releases">,
  settings: Pick<PlanSettings, "labels">,
): { readonly labels: boolean; readonly milestones: boolean } {
  return {
    labels: settings.labels.length > 0 || plan.labels.length > 0,
    milestones: plan.releases.length > 0 || plan.phases.some(({ release }) => release !== undefined),
  };
}
