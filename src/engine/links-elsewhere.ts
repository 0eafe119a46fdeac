import type { Operation } from "../model/operation.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Diff } from "../reconcile/diff.ts";
import type { LinksElsewhere } from "../reconcile/match-links.ts";
import { keyOf } from "../reconcile/read-issues.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub } from "./github.ts";
import { plansOf } from "./home.ts";
import type { Ports } from "./ports.ts";

/**
 * The lines of the home's other plans that link to an issue. A line that was moved to another plan takes its issue
 * along: the one must not close it, the other may go on with it.
 */
export async function linksElsewhere(
  { home, path }: Pick<Situation, "home" | "path">,
  github: GitHub,
  { parser }: Pick<Ports, "parser">,
): Promise<LinksElsewhere> {
  const links = new Map<string, Set<string>>();
  for (const { path: other, settings, copy } of await plansOf(home, github)) {
    if (other === path || copy !== undefined) continue;
    const bytes = await github.file(home.facts.name, other, home.commit);
    if (bytes === undefined) continue;
    const { plan } = await parser.parse(bytes, settings);
    for (const { link } of plan.tasks) {
      if (link === undefined) continue;
      const key = keyOf({ repository: `${link.owner}/${link.repository}`, number: link.number } as IssueRef);
      links.set(key, (links.get(key) ?? new Set()).add(other));
    }
  }
  return links;
}

/** True where a line may have come from another plan, or gone to one: only then are the others read. */
export function mayHaveMoved({ operations, problems }: Diff): boolean {
  const rules = new Set(["issue-of-another", "removal-guard"]);
  return problems.some(({ rule }) => rules.has(rule)) || operations.some(isRemoval);
}

function isRemoval(operation: Operation): boolean {
  return operation.kind === "update-issue" && operation.stateReason === "not_planned";
}
