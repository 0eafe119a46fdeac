import type { Phase } from "../model/plan.ts";
import type { Evaluation } from "../model/verdict.ts";
import type { Question } from "./case.ts";
import { openCase } from "./case.ts";
import { declaredRelease } from "./index-plan.ts";
import { phasesOfRelease } from "./phases-of-release.ts";

/** The phases whose work a declared version is made of, in the order of the plan; none of a version nobody planned. */
export function partsOfRelease(
  question: Question,
  { phaseStates }: Pick<Evaluation, "phaseStates">,
  version: string,
): readonly Phase[] {
  const on = openCase(question);
  const release = declaredRelease(on.index, version);
  if (release === undefined) return [];
  return phasesOfRelease(on, release, { phases: new Map(Object.entries(phaseStates)) });
}
