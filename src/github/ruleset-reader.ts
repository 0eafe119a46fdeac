import type { ReleasePort } from "../engine/release-port.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { RuleFacts, RulesetFacts } from "../model/ruleset.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

interface RuleJson {
  readonly type: string;
  readonly parameters?: {
    readonly required_status_checks?: readonly {
      readonly context: string;
      readonly integration_id?: number | null;
    }[];
    readonly do_not_enforce_on_create?: boolean;
  };
}

interface RulesetJson {
  readonly id: number;
  readonly name: string;
  readonly enforcement: string;
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  } | null;
  readonly rules?: readonly RuleJson[];
  readonly current_user_can_bypass?: string;
  readonly bypass_actors?: readonly { readonly actor_id: number | null; readonly actor_type: string }[];
}

/** Reads rulesets on tags. plangate's App never writes one: `ruleset-admin.ts` does, with a person's token. */
export function rulesetReader(wire: Wire): Pick<ReleasePort, "tagRulesets"> {
  return { tagRulesets: (repository) => readTagRulesets(wire, repository) };
}

/** Rulesets on tags of a repository, its organisation's among them. */
export async function readTagRulesets(
  wire: Wire,
  repository: RepositoryName,
): Promise<readonly RulesetFacts[]> {
  const list = await wire.list<{ readonly id: number }>({
    doing: `read the rulesets of ${repository}`,
    route: "GET /repos/{owner}/{repo}/rulesets",
    parameters: { ...pathOf(repository), targets: "tag" },
  });
  const rulesets: RulesetFacts[] = [];
  for (const { id } of list) {
    const json = await wire.find<RulesetJson>({
      doing: `read a ruleset of ${repository}`,
      route: "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}",
      parameters: { ...pathOf(repository), ruleset_id: id },
    });
    if (json !== undefined) rulesets.push(toRulesetFacts(json));
  }
  return rulesets;
}

function toRulesetFacts(json: RulesetJson): RulesetFacts {
  const { id, name, enforcement, conditions, rules, bypass_actors: actors } = json;
  return {
    id,
    name,
    enforcement,
    include: conditions?.ref_name?.include ?? [],
    exclude: conditions?.ref_name?.exclude ?? [],
    rules: (rules ?? []).map(toRuleFacts),
    mayPass: json.current_user_can_bypass ?? "never",
    ...(actors === undefined
      ? {}
      : { passes: actors.map((actor) => ({ kind: actor.actor_type, id: actor.actor_id })) }),
  };
}

function toRuleFacts({ type, parameters }: RuleJson): RuleFacts {
  const checks = parameters?.required_status_checks;
  return {
    type,
    ...(checks === undefined
      ? {}
      : {
          checks: checks.map(({ context, integration_id: appId }) => ({
            name: context,
            ...(typeof appId === "number" ? { appId } : {}),
          })),
        }),
    ...(parameters?.do_not_enforce_on_create === true ? { notOnCreation: true } : {}),
  };
}
