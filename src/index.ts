/**
 * What plangate promises to programs: reading a plan, judging its gates, and the smallest edits back. The rest is the
 * command line, the Action and the App.
 */
export { evaluate } from "./gates/evaluate.ts";
export { judgeVersion } from "./gates/judge-version.ts";
export { needs } from "./gates/needs.ts";
export type { Evidence, Needs } from "./model/evidence.ts";
export type { ParsedPlan, Plan } from "./model/plan.ts";
export type { PlanEdit } from "./model/plan-edit.ts";
export type { Problem } from "./model/problem.ts";
export type { Settings } from "./model/settings.ts";
export { defaultSettings } from "./model/settings.ts";
export type { Evaluation, Verdict, VerdictNode } from "./model/verdict.ts";
export { checkLimits } from "./plan/check-limits.ts";
export { editPlan } from "./plan/edit-plan.ts";
export { parsePlan } from "./plan/parse-plan.ts";
export { parseSettings } from "./plan/parse-settings.ts";
