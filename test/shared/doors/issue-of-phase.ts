import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Phase } from "../../../src/model/plan.ts";
import type { IssueRef } from "../../../src/model/repository.ts";

/** The issue that plangate made of a phase. Throws where there is none. */
export function issueOfPhase({ matches }: Situation, { identity, title }: Phase): IssueRef {
  const issue = matches.get(`phase:${identity}`);
  if (issue === undefined) throw new Error(`Cannot find the issue of "${title}"`);
  return issue;
}
