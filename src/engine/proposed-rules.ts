import type { Plan } from "../model/plan.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Settings } from "../model/settings.ts";
import { weakened } from "../gates/weakened.ts";
import type { Rules, Weakening } from "../gates/weakened.ts";
import { attempt } from "./attempt.ts";
import type { GitHub } from "./github.ts";
import { plansOf, readHome, settingsPath } from "./home.ts";
import type { Home } from "./home.ts";
import type { Ports } from "./ports.ts";

/** The plan and settings of the default branch. */
export interface RulesThatHold {
  readonly home: Home;
  readonly path: string;
  readonly settings: Settings;
  readonly plan: Plan;
}

/**
 * What a pull request takes away from the gates that hold. Only its own words are read: nothing is looked up on a
 * stranger's word.
 */
export async function weakeningsOf(
  rules: RulesThatHold,
  pullRequest: { readonly number: number; readonly head: CommitSha },
  { github, parser }: { readonly github: GitHub; readonly parser: Ports["parser"] },
): Promise<readonly Weakening[]> {
  const { home, path } = rules;
  const changed = new Set(await github.changedPaths(home.facts.name, pullRequest.number));
  if (!changed.has(path) && !changed.has(settingsPath)) return [];
  const at = await attempt("The proposed settings", readHome(github, home.facts.id, pullRequest.head));
  if (at.kind === "unknown") return weakened(rules, undefined);
  const proposed = changed.has(settingsPath) ? at.value : { ...home, commit: pullRequest.head };
  return weakened(rules, await readRules(proposed, path, { github, parser }));
}

/** The plan and its settings at a commit; undefined where they cannot be taken: then no gate is left of it. */
async function readRules(
  home: Home,
  path: string,
  { github, parser }: { readonly github: GitHub; readonly parser: Ports["parser"] },
): Promise<Rules | undefined> {
  const { settings } = home;
  if (settings === undefined) return undefined;
  const plans = await attempt("The proposed plans", plansOf(home, github));
  const entry = plans.kind === "known" ? plans.value.find((plan) => plan.path === path) : undefined;
  if (entry === undefined) return undefined;
  const bytes = await attempt("The proposed plan", github.file(home.facts.name, path, home.commit));
  if (bytes.kind === "unknown" || bytes.value === undefined) return undefined;
  const { plan, refused } = await parser.parse(bytes.value, entry.settings);
  return refused ? undefined : { plan, settings };
}
