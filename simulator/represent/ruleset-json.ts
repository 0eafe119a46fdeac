import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { Ruleset, RuleSuite } from "../state/ruleset.ts";
import type { World } from "../state/world.ts";
import type { Json } from "./json.ts";

/** GitHub's `repository-ruleset` as lists show it: without rules, conditions and bypass actors. */
export function rulesetSummaryJson(world: World, repository: Repository, ruleset: Ruleset): Json {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: "Repository",
    source: fullName(repository),
    enforcement: ruleset.enforcement,
    node_id: ruleset.nodeId,
    created_at: isoTime(ruleset.createdAt),
    updated_at: isoTime(ruleset.updatedAt),
    _links: {
      self: { href: `${world.url}/repos/${fullName(repository)}/rulesets/${ruleset.id}` },
      html: { href: `${world.htmlUrl}/${fullName(repository)}/rules/${ruleset.id}` },
    },
  };
}

/** The whole ruleset; `bypass_actors` only for those who may write it. */
export function rulesetJson(
  world: World,
  repository: Repository,
  at: { ruleset: Ruleset; mayWrite: boolean; bypass: string },
): Json {
  const { ruleset } = at;
  return {
    ...rulesetSummaryJson(world, repository, ruleset),
    conditions: { ref_name: { include: [...ruleset.include], exclude: [...ruleset.exclude] } },
    rules: ruleset.rules.map((rule) => ({ ...rule })),
    current_user_can_bypass: at.bypass,
    ...(at.mayWrite ? { bypass_actors: ruleset.bypassActors.map((actor) => ({ ...actor })) } : {}),
  };
}

/** GitHub's `rule-suite`. */
export function ruleSuiteJson(repository: Repository, suite: RuleSuite): Json {
  return {
    id: suite.id,
    actor_id: suite.actorId,
    actor_name: suite.actorLogin,
    before_sha: suite.beforeSha,
    after_sha: suite.afterSha,
    ref: suite.ref,
    repository_id: repository.id,
    repository_name: repository.name,
    pushed_at: isoTime(suite.pushedAt),
    result: suite.result,
    evaluation_result: suite.result === "fail" ? "fail" : "pass",
    rule_evaluations: suite.evaluations.map((one) => ({
      rule_source: { type: "ruleset", id: one.ruleset.id, name: one.ruleset.name },
      enforcement: one.ruleset.enforcement,
      result: one.result,
      rule_type: one.type,
      details: one.details,
    })),
  };
}
