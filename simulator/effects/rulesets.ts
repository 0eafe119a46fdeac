import { GitHubError } from "../http/github-error.ts";
import type { BypassActor, Rule, Ruleset } from "../state/ruleset.ts";
import type { Act } from "./act.ts";

export interface RulesetInput {
  readonly name?: string;
  readonly target?: Ruleset["target"];
  readonly enforcement?: Ruleset["enforcement"];
  readonly bypass_actors?: readonly Partial<BypassActor>[];
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  };
  readonly rules?: readonly Rule[];
}

const NOT_FOR_TAGS: ReadonlySet<string> = new Set([
  "pull_request",
  "merge_queue",
  "workflows",
  "code_scanning",
  "copilot_code_review",
  "branch_name_pattern",
]);
const ACTIONS_APP = 15_368;

export function createRuleset(act: Act, input: RulesetInput): Ruleset {
  const { world, repository } = act;
  const id = world.ids.next("ruleset");
  const ruleset: Ruleset = {
    id,
    nodeId: world.ids.node("RRS", id),
    createdAt: world.now(),
    updatedAt: world.now(),
    name: "",
    target: "branch",
    enforcement: "active",
    bypassActors: [],
    include: [],
    exclude: [],
    rules: [],
  };
  change(act, ruleset, input);
  repository.rulesets.set(id, ruleset);
  return ruleset;
}

export function updateRuleset(act: Act, ruleset: Ruleset, input: RulesetInput): void {
  change(act, ruleset, input);
  ruleset.updatedAt = act.world.now();
}

function change(act: Act, ruleset: Ruleset, input: RulesetInput): void {
  const target = input.target ?? ruleset.target;
  const rules = input.rules ?? ruleset.rules;
  const bypass = (input.bypass_actors ?? ruleset.bypassActors).map(wholeActor);
  const name = input.name ?? ruleset.name;
  const twin = [...act.repository.rulesets.values()].find((one) => one !== ruleset && one.name === name);
  if (twin !== undefined) throw refused("Name must be unique");
  const unfit = target === "tag" ? rules.find((rule) => NOT_FOR_TAGS.has(rule.type)) : undefined;
  if (unfit !== undefined) throw refused(`Invalid rule '${unfit.type}': `);
  for (const actor of bypass) checkActor(act, actor);
  ruleset.name = name;
  ruleset.target = target;
  ruleset.enforcement = input.enforcement ?? ruleset.enforcement;
  ruleset.bypassActors = bypass;
  ruleset.include = input.conditions?.ref_name?.include ?? ruleset.include;
  ruleset.exclude = input.conditions?.ref_name?.exclude ?? ruleset.exclude;
  ruleset.rules = rules;
}

function wholeActor(given: Partial<BypassActor>): BypassActor {
  return {
    actor_id: given.actor_id ?? null,
    actor_type: given.actor_type ?? "",
    bypass_mode: given.bypass_mode ?? "always",
  };
}

function checkActor(act: Act, actor: BypassActor): void {
  if (actor.actor_type !== "Integration") return;
  const name = actor.actor_id === ACTIONS_APP ? "GitHub Actions" : String(actor.actor_id);
  const installed = [...act.world.installations.values()].some(
    (one) => one.app.id === actor.actor_id && one.account === act.repository.owner,
  );
  if (!installed || actor.actor_id === ACTIONS_APP) {
    throw refused(`Actor ${name} integration must be part of the ruleset source or owner organization`);
  }
}

function refused(message: string): GitHubError {
  return new GitHubError(422, "Validation Failed", { errors: [message] });
}
