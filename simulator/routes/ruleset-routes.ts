import { canBypass, rulesetsFor } from "../effects/check-rules.ts";
import { createRuleset, updateRuleset, type RulesetInput } from "../effects/rulesets.ts";
import { grants } from "../http/authorize.ts";
import { actOf, bodyOf, numberParam, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, noContent, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { rulesetJson, rulesetSummaryJson, ruleSuiteJson } from "../represent/ruleset-json.ts";
import { roleOf } from "../state/roles.ts";
import { fullName } from "../state/repository.ts";
import type { Ruleset } from "../state/ruleset.ts";

const RULESETS = "/repos/{owner}/{repo}/rulesets";
const RULESET = `${RULESETS}/{ruleset_id}`;
const ADMIN = ["administration:write"] as const;

/** Rulesets on branches and tags, and what they said. Anyone who reads the repository reads them. */
export const rulesetRoutes: readonly Route[] = [
  {
    method: "GET",
    path: RULESETS,
    needs: ["metadata:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const targets = query(call, "targets")?.split(",");
      const found = [...repository.rulesets.values()].filter((one) => targets?.includes(one.target) ?? true);
      return listReply(call, found, (ruleset) => rulesetSummaryJson(call.world, repository, ruleset));
    },
  },
  {
    method: "POST",
    path: RULESETS,
    needs: ADMIN,
    role: "admin",
    handle: (call) => created(whole(call, createRuleset(actOf(call), bodyOf<RulesetInput>(call)))),
  },
  {
    method: "GET",
    path: RULESET,
    needs: ["metadata:read"],
    handle: (call) => ok(whole(call, rulesetOf(call))),
  },
  {
    method: "PUT",
    path: RULESET,
    needs: ADMIN,
    role: "admin",
    handle: (call) => {
      const ruleset = rulesetOf(call);
      updateRuleset(actOf(call), ruleset, bodyOf<RulesetInput>(call));
      return ok(whole(call, ruleset));
    },
  },
  {
    method: "DELETE",
    path: RULESET,
    needs: ADMIN,
    role: "admin",
    handle: (call) => {
      repositoryOfCall(call).rulesets.delete(rulesetOf(call).id);
      return noContent();
    },
  },
  {
    method: "GET",
    path: `${RULESETS}/rule-suites`,
    needs: ["administration:read"],
    role: "write",
    handle: listSuites,
  },
  {
    method: "GET",
    path: `${RULESETS}/rule-suites/{rule_suite_id}`,
    needs: ["administration:read"],
    role: "write",
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const suite = repository.ruleSuites.find((one) => one.id === numberParam(call, "rule_suite_id"));
      if (suite === undefined) throw notFound();
      return ok(ruleSuiteJson(repository, suite));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/rules/branches/{branch}",
    needs: ["metadata:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const rules = rulesetsFor(repository, `refs/heads/${param(call, "branch")}`).flatMap((ruleset) =>
        ruleset.rules.map((rule) => ({
          ...rule,
          ruleset_source_type: "Repository",
          ruleset_source: fullName(repository),
          ruleset_id: ruleset.id,
        })),
      );
      return listReply(call, rules, (rule) => rule);
    },
  },
];

function rulesetOf(call: Call): Ruleset {
  const ruleset = repositoryOfCall(call).rulesets.get(numberParam(call, "ruleset_id"));
  if (ruleset === undefined) throw notFound();
  return ruleset;
}

function whole(call: Call, ruleset: Ruleset): unknown {
  const { caller } = call;
  const repository = repositoryOfCall(call);
  const mayWrite =
    caller.kind === "installation"
      ? grants(caller, "administration:write")
      : caller.kind === "user" && roleOf(repository, caller.account) === "admin";
  const bypass =
    caller.kind === "anonymous" || caller.kind === "app" ? "never" : canBypass(actOf(call), ruleset);
  return rulesetJson(call.world, repository, { ruleset, mayWrite, bypass });
}

function listSuites(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const ref = query(call, "ref");
  const result = query(call, "rule_suite_result") ?? "all";
  const found = repository.ruleSuites.filter(
    (suite) => (ref === undefined || suite.ref === ref) && (result === "all" || suite.result === result),
  );
  return listReply(call, found, (suite) => {
    const { rule_evaluations: _, ...summary } = ruleSuiteJson(repository, suite);
    return summary;
  });
}
