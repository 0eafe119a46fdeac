import type { CreateIssue } from "../model/operation.ts";
import type { ObservedRepository } from "../model/observed.ts";
import type { Problem } from "../model/problem.ts";
import { describeProblem, readTemplate } from "./issue-template.ts";
import type { PlacedIssue } from "./attach.ts";
import type { Composer } from "./compose.ts";
import { liveRegion, markerFor } from "./compose.ts";
import type { Settlement } from "./settle.ts";

export interface CreateInput {
  readonly issues: readonly PlacedIssue[];
  readonly composer: Composer;
  readonly settlement: Settlement;
  readonly repositoryOf: (issue: PlacedIssue) => ObservedRepository | undefined;
  readonly home: ObservedRepository | undefined;
}

/** One create for each issue that is asked for and not there; parents come before their children. */
export function createIssues({ issues, composer, settlement, repositoryOf, home }: CreateInput): {
  readonly creates: readonly CreateIssue[];
  readonly problems: readonly Problem[];
} {
  const creates: CreateIssue[] = [];
  const problems: Problem[] = [];
  for (const issue of parentsFirst(issues)) {
    const settled = settlement.of(issue.subject);
    const repository = repositoryOf(issue);
    if (settled === undefined || repository === undefined) continue;
    const template = readTemplate(issue, [repository, home]);
    if (template.kind === "refused") problems.push(describeProblem(issue, template.reason));
    const above = template.kind === "used" ? `${template.words}\n\n` : "";
    const marker = markerFor(issue, { name: composer.name, base: "open", title: issue.title });
    const region = liveRegion(composer, { issue, settled, marker }, above.length);
    if (region === undefined) continue;
    creates.push({
      kind: "create-issue",
      subject: issue.subject,
      repository: repository.facts.name,
      title: issue.title,
      body: above + region,
      labels: issue.labels,
      ...(issue.milestone === undefined ? {} : { milestone: issue.milestone }),
      ...(issue.parent === undefined ? {} : { parent: issue.parent }),
    });
  }
  return { creates, problems };
}

/** A plan's phases are in the order of the file, but a marker may put a parent below its child. */
function parentsFirst(issues: readonly PlacedIssue[]): readonly PlacedIssue[] {
  const pending = new Map(issues.map((issue) => [issue.subject, issue]));
  const ordered: PlacedIssue[] = [];
  for (const first of issues) {
    const chain: PlacedIssue[] = [];
    for (
      let at: PlacedIssue | undefined = first;
      at !== undefined;
      at = pending.get(at.parent ?? at.subject)
    ) {
      if (!pending.delete(at.subject)) break;
      chain.push(at);
    }
    ordered.push(...chain.toReversed());
  }
  return ordered;
}
