import type { BodyOf } from "../model/desired-issue.ts";
import type { Making } from "../model/making.ts";
import type { PhaseState, ReleaseState } from "../model/verdict.ts";
import { phaseBody, removedBody, taskBody } from "./issue-body.ts";
import type { PlanSite } from "./plan-link.ts";
import { trackingBody } from "./tracking-body.ts";

/** What the words of a plan's issues are made from besides the plan itself. */
export interface BodyFacts {
  readonly site: PlanSite;
  /** Verdict trees as markdown, by phase key, and `plan` for the whole: empty where nothing stands before it. */
  readonly gatesOf: (phase: string) => string;
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  readonly releaseStates: Readonly<Record<string, ReleaseState>>;
  /** Where issues wait to be made. */
  readonly making?: Making;
}

/** The writer of all issue bodies of one plan, as reconcile wants it. */
export function bodies(facts: BodyFacts): BodyOf {
  const { site, gatesOf } = facts;
  return (_subject, context) => {
    if (context.kind === "removed") {
      const { title, twin } = context;
      return removedBody(title, site, twin === undefined ? undefined : `${twin.repository}#${twin.number}`);
    }
    const { about } = context.issue;
    switch (about.kind) {
      case "plan": {
        const only = context.plan.phases.length === 1 ? context.plan.phases[0]?.key : undefined;
        const gates = [gatesOf("plan"), only === undefined ? "" : gatesOf(only)].filter(
          (part) => part !== "",
        );
        return trackingBody(context, { ...facts, gates: gates.join("\n\n") });
      }
      case "phase":
        return phaseBody(about.phase, context, { site, gates: gatesOf(about.phase.key) });
      case "task":
        return taskBody(about.task, context, site);
    }
  };
}
