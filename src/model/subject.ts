/**
 * What an issue of ours is about, within one plan file: the plan's tracking issue, a phase, a task, or an incident of
 * a version. `plan`, `phase:<identity>`, `task:<identity>`, `incident:<version>`; identities as in the plan's model.
 */
export type Subject = "plan" | `phase:${string}` | `task:${string}` | `incident:${string}`;
