/**
 * What a gate stands before: `start:<phase key>` or `start:plan`, `tag:<version>`, `done:<phase key>` or `done:plan`.
 * A plain string so that a plan is JSON as it is.
 */
export type Moment = `start:${string}` | `tag:${string}` | `done:${string}`;

export type MomentKind = "start" | "tag" | "done";

export function kindOfMoment(moment: Moment): MomentKind {
  if (moment.startsWith("start:")) return "start";
  return moment.startsWith("tag:") ? "tag" : "done";
}

export const startOf = (subject: string): Moment => `start:${subject}`;
export const tagOf = (version: string): Moment => `tag:${version}`;
export const doneOf = (subject: string): Moment => `done:${subject}`;
