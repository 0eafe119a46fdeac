import type { Outcome } from "../model/outcome.ts";
import type { Annotation } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import { planReport } from "../report/plan-report.ts";
import type { OwnCheckFacts } from "./github.ts";
import type { Home } from "./home.ts";
import { sayCheck } from "./say-check.ts";
import type { PostCheck } from "../model/operation.ts";

/** What could not be taken or done about one plan, at its home's head. */
export interface PlanTrouble {
  readonly home: Home;
  readonly path: string;
  /** @default {"plangate/plan <path>"} */
  readonly name?: string;
  /** Of the plan and the settings: what their authors wrote. */
  readonly problems: readonly Problem[];
  /** Of the plan's issues: what waits for a person. */
  readonly notes: readonly Problem[];
  readonly outcomes: readonly Outcome[];
  /** Why nothing at all could be decided. */
  readonly unreadable?: string;
}

/**
 * The check on the default branch's head that says what is wrong with a plan, so that it is seen where people look.
 * Nothing is said of a plan that all is well with, unless it was said before that it is not.
 */
export function sayPlan(trouble: PlanTrouble, own: readonly OwnCheckFacts[]): readonly PostCheck[] {
  const { home, path, name = `plangate/plan ${path}`, problems, notes, outcomes, unreadable } = trouble;
  const refused = outcomes.flatMap((outcome) => (outcome.kind === "refused" ? [outcome.reason] : []));
  const isWell =
    unreadable === undefined && problems.length === 0 && notes.length === 0 && refused.length === 0;
  if (isWell && !own.some((check) => check.name === name)) return [];
  const isBroken = unreadable !== undefined || refused.length > 0;
  const words = {
    repository: home.facts.name,
    commit: home.commit,
    name,
    conclusion: isWell ? "success" : isBroken ? "failure" : "neutral",
    ...planReport({ path, problems, notes, refused, ...(unreadable === undefined ? {} : { unreadable }) }),
    annotations: [...problems, ...notes].map((problem) => toAnnotation(problem, path)),
  } as const;
  return sayCheck(words, own);
}

function toAnnotation(problem: Problem, path: string): Annotation {
  const { line, rule, message } = problem;
  return { path: problem.path ?? path, line, level: "warning", title: rule, message };
}
