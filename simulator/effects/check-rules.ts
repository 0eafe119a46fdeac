import { isAncestor, peel } from "../git/history.ts";
import { roleIncludes, type Role } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import type { Rule, Ruleset } from "../state/ruleset.ts";
import type { Act } from "./act.ts";
import { matchesRef } from "./ref-pattern.ts";

/** A move of a ref; `before` is missing for a new one, `after` for a deleted one. */
export interface RefMove {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** A pull request was merged. */
  readonly merged?: boolean;
}

/** Rules refused a ref: the detail lines, as GitHub prints them. */
export class RuleViolation extends Error {
  override readonly name = "RuleViolation";
  readonly ref: string;
  readonly details: readonly string[];

  constructor(ref: string, details: readonly string[]) {
    super(`Repository rule violations found\n\n${details.map((detail) => `${detail}\n\n`).join("")}`);
    this.ref = ref;
    this.details = details;
  }
}

const ZERO = "0".repeat(40);

/** Throws a RuleViolation when an active ruleset forbids the move; records the evaluation as a rule suite. */
export function checkRules(act: Act, move: RefMove): void {
  const { world, repository, actor } = act;
  const evaluations: {
    ruleset: Ruleset;
    type: string;
    result: "pass" | "fail";
    details: string | null;
    bypassed: boolean;
  }[] = [];
  for (const ruleset of rulesetsFor(repository, move.ref)) {
    const bypassed = canBypass(act, ruleset) === "always";
    for (const rule of ruleset.rules) {
      const details = violation(act, rule, move);
      const result = details === undefined ? "pass" : "fail";
      evaluations.push({ ruleset, type: rule.type, result, details: details ?? null, bypassed });
    }
  }
  if (evaluations.length === 0) return;
  const failed = evaluations.filter((one) => one.result === "fail");
  const refused = failed.filter((one) => !one.bypassed);
  repository.ruleSuites.unshift({
    id: world.ids.next("ruleSuite"),
    ref: move.ref,
    beforeSha: move.before ?? ZERO,
    afterSha: move.after ?? ZERO,
    actorLogin: actor.account.login,
    actorId: actor.account.id,
    pushedAt: world.now(),
    result: refused.length > 0 ? "fail" : failed.length > 0 ? "bypass" : "pass",
    evaluations,
  });
  if (refused.length > 0)
    throw new RuleViolation(
      move.ref,
      refused.map((one) => one.details ?? ""),
    );
}

/** The active rulesets that speak about a ref. */
export function rulesetsFor(repository: Repository, ref: string): Ruleset[] {
  const target = ref.startsWith("refs/tags/") ? "tag" : "branch";
  return [...repository.rulesets.values()].filter(
    (ruleset) =>
      ruleset.enforcement === "active" &&
      ruleset.target === target &&
      matchesRef(ref, { ...ruleset, defaultBranch: repository.defaultBranch }),
  );
}

// GitHub's numbers of the built-in repository roles.
const ROLES: ReadonlyMap<number, Role> = new Map([
  [1, "read"],
  [2, "maintain"],
  [3, "triage"],
  [4, "write"],
  [5, "admin"],
]);

/** Whether the actor may pass over this ruleset. An App passes only as an Integration, never by a role. */
export function canBypass(act: Act, ruleset: Ruleset): "always" | "pull_requests_only" | "never" {
  const { actor, repository } = act;
  const holds = ruleset.bypassActors.filter((one) => {
    if (actor.app !== undefined) return one.actor_type === "Integration" && one.actor_id === actor.app.id;
    if (one.actor_type === "User") return one.actor_id === actor.account.id;
    if (one.actor_type === "OrganizationAdmin")
      return repository.owner.owners.has(actor.account.login.toLowerCase());
    const least = one.actor_type === "RepositoryRole" ? ROLES.get(one.actor_id ?? 0) : undefined;
    return least !== undefined && roleIncludes(roleOf(repository, actor.account), least);
  });
  if (holds.some((one) => one.bypass_mode !== "pull_request")) return "always";
  return holds.length > 0 ? "pull_requests_only" : "never";
}

function violation(act: Act, rule: Rule, move: RefMove): string | undefined {
  const { before, after } = move;
  switch (rule.type) {
    case "creation":
      return before === undefined ? "Cannot create ref due to creations being restricted." : undefined;
    case "update":
      return before !== undefined && after !== undefined ? "Cannot update this protected ref." : undefined;
    case "deletion":
      return after === undefined ? "Cannot delete this protected ref." : undefined;
    case "non_fast_forward":
      return isForced(act, move) ? "Cannot force-push to this branch" : undefined;
    case "pull_request":
      return before !== undefined && move.merged !== true
        ? "Changes must be made through a pull request."
        : undefined;
    case "required_status_checks":
      return missingChecks(act, rule, move);
    case "required_signatures":
      return unsigned(act, move) ? "Commits must have verified signatures." : undefined;
    case "required_linear_history":
      return isMerge(act, move) ? "This branch must not contain merge commits." : undefined;
    default:
      return undefined;
  }
}

function isForced(act: Act, move: RefMove): boolean {
  if (move.before === undefined || move.after === undefined) return false;
  return !isAncestor(act.repository.git, move.before, move.after);
}

function unsigned(act: Act, move: RefMove): boolean {
  const sha = move.after === undefined ? undefined : peel(act.repository.git, move.after);
  return sha !== undefined && act.repository.git.commits.get(sha)?.verified === false;
}

function isMerge(act: Act, move: RefMove): boolean {
  const sha = move.after === undefined ? undefined : peel(act.repository.git, move.after);
  return sha !== undefined && (act.repository.git.commits.get(sha)?.parents.length ?? 0) > 1;
}

interface RequiredCheck {
  readonly context: string;
  readonly integration_id?: number;
}

function missingChecks(act: Act, rule: Rule, move: RefMove): string | undefined {
  if (move.after === undefined) return undefined;
  if (move.before === undefined && rule.parameters?.["do_not_enforce_on_create"] === true) return undefined;
  const sha = peel(act.repository.git, move.after);
  const required = (rule.parameters?.["required_status_checks"] ?? []) as readonly RequiredCheck[];
  const missing = required.filter((check) => sha === undefined || !isGreen(act.repository, sha, check));
  if (missing.length === 0) return undefined;
  if (required.length === 1) return `Required status check "${required[0]?.context}" is expected.`;
  return `${missing.length} of ${required.length} required status checks are expected.`;
}

const GREEN: ReadonlySet<string | null> = new Set(["success", "neutral", "skipped"]);

// The newest run or status of that name decides.
function isGreen(repository: Repository, sha: string, check: RequiredCheck): boolean {
  const wanted = check.integration_id;
  const runs = [...repository.checkRuns.values()].filter(
    (run) =>
      run.headSha === sha && run.name === check.context && (wanted === undefined || run.app.id === wanted),
  );
  const run = runs.at(-1);
  if (run !== undefined) return run.status === "completed" && GREEN.has(run.conclusion);
  const status = repository.statuses.findLast(
    (one) =>
      one.sha === sha && one.context === check.context && (wanted === undefined || one.app?.id === wanted),
  );
  return status?.state === "success";
}
