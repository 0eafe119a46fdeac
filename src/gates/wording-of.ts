import type { Plan } from "../model/plan.ts";
import { keyOfDependency, wordingOfDependency } from "./dependencies.ts";

/**
 * The wording that a statement to `subject` (a gate, criterion, decision or dependency key, any case) is bound to, so
 * that it can be kept with the answer to the comment; undefined where the plan has nothing of that name.
 */
export function wordingOf(plan: Plan, subject: string): string | undefined {
  const wanted = subject.toLowerCase();
  const gate = plan.gates.find(
    ({ key, criteria }) =>
      key.toLowerCase() === wanted || criteria.some((criterion) => criterion.key.toLowerCase() === wanted),
  );
  if (gate !== undefined) return gate.wording;
  const decision = plan.decisions.find(({ key }) => key.toLowerCase() === wanted);
  if (decision !== undefined) return decision.wording;
  const dependency = plan.dependencies.find((candidate) => keyOfDependency(candidate) === wanted);
  return dependency === undefined ? undefined : wordingOfDependency(dependency);
}
