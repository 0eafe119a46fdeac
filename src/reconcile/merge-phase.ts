import type { Base } from "../model/marker.ts";
import type { PhaseState } from "../model/verdict.ts";
import type { IssueSide } from "./merge-task.ts";

/** What becomes of a phase's issue. Its base says what we did last, not what people did. */
export interface PhaseMerge {
  readonly base: Base | undefined;
  readonly state?: "complete" | "skip" | "reopen";
}

/**
 * The issue follows the phase, but never against a person: what we closed and somebody opened stays open, and what
 * somebody closed stays closed. Without a base, or while the phase's state is unknown, nothing changes.
 */
export function mergePhase(
  base: Base | undefined,
  phase: PhaseState | undefined,
  issue: IssueSide,
): PhaseMerge {
  if (base === undefined) return { base: undefined };
  if (phase === undefined) return { base };
  const closedByUs = base !== "open";
  switch (phase) {
    case "open":
      if (!closedByUs) return { base };
      return issue === "open" || issue !== sideOfBase(base)
        ? { base: "open" }
        : { base: "open", state: "reopen" };
    case "complete":
      return issue === "open" && !closedByUs ? { base: "done", state: "complete" } : { base };
    case "skipped":
      return issue === "open" && !closedByUs ? { base: "dropped", state: "skip" } : { base };
  }
}

function sideOfBase(base: Base): IssueSide {
  switch (base) {
    case "open":
      return "open";
    case "done":
      return "done";
    case "dropped":
    case "removed":
      return "dropped";
  }
}
