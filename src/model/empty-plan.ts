import type { Plan } from "./plan.ts";

/** A plan that says nothing: what a plan is built on, never a plan that was read. */
export const emptyPlan: Plan = {
  title: "",
  tasks: [],
  steps: [],
  phases: [],
  releases: [],
  gates: [],
  dependencies: [],
  decisions: [],
  conditions: [],
  mentions: [],
  rollbacks: [],
  labels: [],
  form: "plan",
};
