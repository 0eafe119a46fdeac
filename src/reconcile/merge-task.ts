import type { Base } from "../model/marker.ts";

/** How a task's issue stands: closed as completed, or closed in any other way. */
export type IssueSide = "open" | "done" | "dropped";

/** What becomes of a task and its issue. */
export interface TaskMerge {
  /** What both agree on from now on; undefined where they do not. */
  readonly base: Base | undefined;
  /** The box of the plan, where it follows the issue. */
  readonly tick?: boolean;
  /** The issue, where it follows the plan. */
  readonly state?: "close" | "reopen";
  readonly conflict?: string;
}

export function sideOf(issue: {
  readonly state: "open" | "closed";
  readonly stateReason: string | null;
}): IssueSide {
  if (issue.state === "open") return "open";
  return issue.stateReason === "completed" || issue.stateReason === null ? "done" : "dropped";
}

/**
 * Merges a task's box and its issue's state, three ways: base, plan, issue. A dropped issue (not planned, duplicate)
 * agrees with an open box: its task is not done and not asked for. Without a base only what agrees is agreed on.
 */
export function mergeTask(base: Base | undefined, checked: boolean, issue: IssueSide): TaskMerge {
  if (base === undefined) return mergeWithoutBase(checked, issue);
  const planChanged = checked !== (base === "done");
  const issueBase: IssueSide = base === "removed" ? "dropped" : base;
  const issueChanged = issue !== issueBase;

  if (!planChanged && !issueChanged) {
    // We closed it when its line was gone, and the line is back.
    return base === "removed" ? { base: "open", state: "reopen" } : { base };
  }
  if (!planChanged) {
    if (issue === "done") return { base: "done", tick: true };
    return checked ? { base: issue, tick: false } : { base: issue };
  }
  if (!issueChanged) {
    if (!checked) return { base: "open", state: "reopen" };
    // Closed already, in another way: GitHub keeps the reason of a closed issue.
    return issue === "dropped" ? { base } : { base: "done", state: "close" };
  }
  if (checked ? issue === "done" : issue !== "done") return { base: issue };
  return conflict(checked, issue);
}

function mergeWithoutBase(checked: boolean, issue: IssueSide): TaskMerge {
  if (checked ? issue === "done" : issue !== "done") return { base: issue };
  return conflict(checked, issue);
}

function conflict(checked: boolean, issue: IssueSide): TaskMerge {
  const states = { open: "open", done: "closed as completed", dropped: "closed as not planned" };
  return {
    base: undefined,
    conflict: `its box is ${checked ? "ticked" : "open"} and its issue is ${states[issue]}, and both have changed since they agreed`,
  };
}

/** What becomes of a box in an issue's body. Two states cannot differ three ways: one side is always the base. */
export interface BoxMerge {
  readonly checked: boolean;
  readonly base: boolean;
  /** The box of the plan, where it follows the body. */
  readonly tick?: boolean;
}

/** Merges a box of the plan with the same box in an issue's body; undefined where the body has none. */
export function mergeBox(
  plan: boolean,
  body: { checked: boolean; base: "open" | "done" } | undefined,
): BoxMerge {
  if (body === undefined || body.checked === plan) return { checked: plan, base: plan };
  const planChanged = plan !== (body.base === "done");
  return planChanged
    ? { checked: plan, base: plan }
    : { checked: body.checked, base: body.checked, tick: body.checked };
}
