import type { Situation } from "../../engine/gather-plan.ts";
import type { IssueRef } from "../../model/repository.ts";
import { Mismatch } from "./teller.ts";

/** The issue of a version or phase in the plan's home, where its commands are heard; else the plan's own. */
export function issueOf(about: string, { parsed, matches, home }: Situation): IssueRef {
  const { plan } = parsed;
  const key = plan.releases.find(({ version }) => version === about)?.phase ?? about;
  const phase = plan.phases.find((one) => one.key === key);
  const own = phase === undefined ? undefined : matches.get(`phase:${phase.identity}`);
  const issue = own?.repository === home.facts.name ? own : matches.get("plan");
  if (issue === undefined) throw new Mismatch("The plan has an issue to speak on", "an issue", "none");
  return issue;
}
