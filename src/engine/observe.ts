import type { LedgerEntry } from "../model/ledger.ts";
import type { Known } from "../model/known.ts";
import type { Observed, ObservedRepository } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import type { RepositoryName } from "../model/repository.ts";
import { isSameOwner } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import { namesAsked } from "../reconcile/names-asked.ts";
import { attempt } from "./attempt.ts";
import { TerminalError } from "./errors.ts";
import type { Connect, GitHub } from "./github.ts";
import type { Home } from "./home.ts";
import { observeLinked } from "./observe-linked.ts";

/** What is looked at: one plan of a home, and what the ledger remembers of its issues. */
export interface ObserveInput {
  readonly home: Home;
  readonly plan: Plan;
  readonly settings: PlanSettings;
  readonly ledger: readonly LedgerEntry[];
  readonly connect: Connect;
}

/**
 * Reads everything about a plan's issues, in every repository they may live in. A repository that plangate may not
 * read is unknown there; anything that may work later rejects.
 */
export async function observe(input: ObserveInput): Promise<Observed> {
  const { home, settings } = input;
  const names = new Set<RepositoryName>([home.facts.name]);
  for (const name of Object.values(settings.repositories)) names.add(name as RepositoryName);

  const repositories: Record<RepositoryName, Known<ObservedRepository>> = {};
  for (const name of names) {
    repositories[name] = await attempt(`Repository ${name}`, observeRepository(name, input));
  }
  const { linked, moved } = await observeLinked(input, repositories);
  for (const name of moved) {
    repositories[name] ??= await attempt(`Repository ${name}`, observeRepository(name, input));
  }
  return { commit: home.commit, home: home.facts, repositories, linked };
}

async function observeRepository(name: RepositoryName, input: ObserveInput): Promise<ObservedRepository> {
  const { home, plan, settings } = input;
  assertSameOwner(home.facts.name, name);
  const github = await input.connect(name);
  // The home was read a moment ago, as the first thing of this same look.
  const facts = name === home.facts.name ? home.facts : await github.repository(name);
  const asks = namesAsked(plan, settings);
  return {
    facts,
    issues: await github.ownIssues(facts.name),
    labels: asks.labels ? await github.labels(facts.name) : [],
    milestones: asks.milestones ? await github.milestones(facts.name) : [],
    templates: await readTemplates(github, facts, input.plan),
  };
}

/**
 * A plan speaks for its own owner's repositories only. Otherwise anyone could write a plan that makes plangate act in
 * a stranger's repository where it happens to be installed.
 */
function assertSameOwner(home: RepositoryName, other: RepositoryName): void {
  if (isSameOwner(home, other)) return;
  throw new TerminalError(
    `${other} belongs to another owner than ${home}: a plan's issues live in its own owner's repositories`,
  );
}

async function readTemplates(
  github: GitHub,
  facts: { readonly name: RepositoryName; readonly defaultBranch: string },
  plan: Plan,
): Promise<Readonly<Record<string, string | null>>> {
  const paths = new Set(plan.phases.flatMap((phase) => phase.template ?? []));
  const templates: Record<string, string | null> = {};
  if (paths.size === 0) return templates;
  const head = await github.head(facts.name, facts.defaultBranch);
  for (const path of paths) {
    const bytes = head === undefined ? undefined : await github.file(facts.name, path, head);
    templates[path] = bytes === undefined ? null : new TextDecoder().decode(bytes);
  }
  return templates;
}
