import picomatch from "picomatch";
import type { Known } from "../model/known.ts";
import type { Posture, Wall, WallFacts, WallState } from "../model/posture.ts";
import type { RepositoryFacts } from "../model/repository.ts";
import type { PassedTag, RuleFacts, RulesetFacts } from "../model/ruleset.ts";
import type { ReleaseSettings } from "../model/settings.ts";

/** What the walls are judged by. */
export interface PostureQuestion {
  readonly rulesets: Known<readonly RulesetFacts[]>;
  readonly repository: Pick<RepositoryFacts, "ownerKind" | "visibility">;
  readonly settings: Pick<ReleaseSettings, "tags" | "walls">;
  /** Declared versions that are not out yet. */
  readonly versions: readonly string[];
  /** plangate's own App; null where it speaks with another token. */
  readonly appId: number | null;
  /** Tags that rulesets let others pass with in the last month; absent where nobody asked. */
  readonly passed?: Known<readonly PassedTag[]>;
  /** Whether a workflow of the default branch runs the guard; absent where nobody looked. */
  readonly guard?: Known<boolean>;
}

const checkOf = (version: string): string => `plangate/release ${version}`;

/** Which walls stand, and why the others do not. What cannot be seen never counts as a wall. */
export function posture(question: PostureQuestion): Posture {
  const walls = [creationWall(question), requiredCheckWall(question), guardWall(question)];
  const { walls: asked } = question.settings;
  return {
    walls,
    fallen: walls.filter(({ wall, state }) => asked.includes(wall) && state !== "stands"),
  };
}

/** Tags that were let pass and are named; the others are counted. */
const passedShown = 3;

const protect = "run `plangate protect --apply` with an admin's token";

/** Nobody but plangate may create a tag of a release. */
function creationWall(question: PostureQuestion): WallFacts {
  const { rulesets } = question;
  if (rulesets.kind === "unknown") return unseen("creation", question, rulesets.reason);
  const restricting = rulesets.value.filter((one) => hasRule(one, "creation"));
  const covering = restricting.filter((one) => covers(one, question));
  const active = covering.filter(({ enforcement }) => enforcement === "active");
  const [first] = active;
  if (first === undefined) return missing("creation", whyMissing(question, restricting, covering), protect);
  const others = active.map((one) => strangersIn(one, question.appId));
  const strangers =
    others.find((list) => list?.length === 0) === undefined ? others.flatMap((one) => one ?? []) : [];
  if (strangers.length > 0) {
    const reason = `"${first.name}" lets others pass as well: ${[...new Set(strangers)].join(", ")}`;
    return {
      wall: "creation",
      state: "open",
      reason,
      wayOut: `leave plangate's App as the only one that may pass: an admin`,
    };
  }
  if (active.some(({ mayPass }) => mayPass !== "always" && mayPass !== "exempt")) {
    const reason = `"${first.name}" lets nobody create such a tag, not even plangate`;
    return {
      wall: "creation",
      state: "shut",
      reason,
      wayOut: `add plangate's App to those that may pass "${first.name}": an admin`,
    };
  }
  return { wall: "creation", state: "stands", reason: `"${first.name}" restricts it${gapsOf(question)}` };
}

/** What a standing wall does not hold, or does not show. */
function gapsOf(question: PostureQuestion): string {
  const active = activeRulesets(question).filter((one) => covers(one, question));
  const open = ["update", "deletion"].filter((type) => !active.some((one) => hasRule(one, type)));
  const words = { update: "moved", deletion: "deleted" } as const;
  const gaps = [
    ...(open.length === 0
      ? []
      : [`tags may still be ${open.map((type) => words[type as "update"]).join(" and ")}`]),
    ...(active.some(({ passes }) => passes !== undefined)
      ? []
      : ["who else may pass is shown to admins alone"]),
    ...passedWords(question),
  ];
  return gaps.length === 0 ? "" : `; ${gaps.join("; ")}`;
}

/** Who was let pass: GitHub shows it to an App with the permission alone. */
function passedWords({ passed }: PostureQuestion): readonly string[] {
  if (passed === undefined) return [];
  if (passed.kind === "unknown") return ["whether somebody passed is shown with Administration: read alone"];
  const all = passed.value.map(({ tag, by, at }) => `${by} with ${tag} on ${at.slice(0, 10)}`);
  if (all.length === 0) return ["nobody else passed it in the last month"];
  const more = all.length > passedShown ? ` and ${all.length - passedShown} more` : "";
  return [`passed in the last month: ${all.slice(0, passedShown).join(", ")}${more}`];
}

function whyMissing(
  { settings, repository, rulesets }: PostureQuestion,
  restricting: readonly RulesetFacts[],
  covering: readonly RulesetFacts[],
): string {
  const [covered] = covering;
  if (covered !== undefined) return `"${covered.name}" is ${covered.enforcement}, not active`;
  const [other] = restricting;
  if (other === undefined) {
    const some =
      rulesets.kind === "known" && rulesets.value.length > 0
        ? "no ruleset on tags restricts who creates them"
        : "there is no ruleset on tags";
    const owner = repository.ownerKind === "user" ? ", and anybody who may write may push one" : "";
    return `${some}${owner}`;
  }
  if (other.include.length === 0) return `"${other.name}" names no tag at all: an empty list matches nothing`;
  return `"${other.name}" does not cover every tag of "${settings.tags}"`;
}

/** GitHub refuses a tag of each planned version without plangate's own green check on its commit. */
function requiredCheckWall(question: PostureQuestion): WallFacts {
  const wall = "required-check";
  const { rulesets, versions, appId } = question;
  if (rulesets.kind === "unknown") return unseen(wall, question, rulesets.reason);
  if (versions.length === 0) return missing(wall, "no declared version is left to be tagged", "declare one");
  const active = activeRulesets(question);
  const states = versions.map((version) => {
    const rules = active
      .filter((one) => matches(one, `refs/tags/${version}`))
      .flatMap(({ rules: all }) => all.filter(({ type }) => type === "required_status_checks"));
    return { version, ...requiredState(rules, checkOf(version), appId) };
  });
  const weak = states.find(({ state }) => state !== "stands");
  if (weak === undefined) return { wall, state: "stands", reason: `required of ${listed(versions)}` };
  const { version, state, why } = weak;
  return { wall, state, reason: `${version}: ${why}`, wayOut: protect };
}

function requiredState(
  rules: readonly RuleFacts[],
  name: string,
  appId: number | null,
): { readonly state: WallState; readonly why: string } {
  const asking = rules.filter(({ checks }) => checks?.some((check) => check.name === name) === true);
  if (asking.length === 0) return { state: "missing", why: `no ruleset requires the check "${name}"` };
  const onCreation = asking.filter(({ notOnCreation }) => notOnCreation !== true);
  if (onCreation.length === 0) return { state: "open", why: "the check is not asked of a new tag" };
  const pins = onCreation.flatMap(({ checks }) => checks?.filter((check) => check.name === name) ?? []);
  if (pins.every((check) => check.appId === undefined)) {
    return { state: "open", why: "any App's check of that name would do" };
  }
  if (appId !== null && !pins.some((check) => check.appId === appId)) {
    return { state: "shut", why: "another App's check is required" };
  }
  return { state: "stands", why: "" };
}

/** The release workflow asks before it publishes. */
function guardWall({ guard }: PostureQuestion): WallFacts {
  const wall = "guard";
  const step = "add a step with `command: guard` before anything is published (docs/release.md)";
  if (guard === undefined)
    return { wall, state: "unknown", reason: "nobody asked whether a workflow runs it" };
  if (guard.kind === "unknown") return { wall, state: "unknown", reason: guard.reason, wayOut: step };
  if (!guard.value) return missing(wall, "no workflow of the default branch runs `command: guard`", step);
  return { wall, state: "stands", reason: "a workflow of the default branch runs `command: guard`" };
}

function unseen(wall: Wall, { repository }: PostureQuestion, reason: string): WallFacts {
  const isPaid = /upgrade to github/i.test(reason);
  if (!isPaid)
    return {
      wall,
      state: "unknown",
      reason,
      wayOut: "let plangate read the repository's rulesets: an admin",
    };
  return missing(
    wall,
    `rulesets serve no ${repository.visibility} repository of a free plan`,
    "a paid plan, or a public repository: its owner; until then the guard in the workflow is the outermost wall",
  );
}

function missing(wall: Wall, reason: string, wayOut: string): WallFacts {
  return { wall, state: "missing", reason, wayOut };
}

function activeRulesets({ rulesets }: PostureQuestion): readonly RulesetFacts[] {
  return rulesets.kind === "known"
    ? rulesets.value.filter(({ enforcement }) => enforcement === "active")
    : [];
}

function hasRule({ rules }: RulesetFacts, type: string): boolean {
  return rules.some((rule) => rule.type === type);
}

/** Who besides our App may pass; undefined where GitHub does not show it. */
function strangersIn({ passes }: RulesetFacts, appId: number | null): readonly string[] | undefined {
  return passes
    ?.filter(({ kind, id }) => appId === null || kind !== "Integration" || id !== appId)
    .map(({ kind, id }) => (id === null ? kind : `${kind} ${id}`));
}

/** Names that stand for every tag of a glob, besides the versions that are planned. */
const samples = ["v0.0.1", "v1.2.3", "v12.34.56", "v1.0.0-rc.1"];

/** True where a ruleset speaks about every tag of the settings' glob: tried on the planned versions and some more. */
function covers(ruleset: RulesetFacts, { settings, versions }: PostureQuestion): boolean {
  const isMeant = picomatch(settings.tags);
  const names = [...versions, ...samples, settings.tags.replaceAll("*", "1")].filter((name) => isMeant(name));
  return names.every((name) => matches(ruleset, `refs/tags/${name}`));
}

function matches({ include, exclude }: RulesetFacts, ref: string): boolean {
  const isIn = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => pattern === "~ALL" || picomatch(pattern, { dot: true })(ref));
  return isIn(include) && !isIn(exclude);
}

function listed(versions: readonly string[]): string {
  return versions.length <= 3 ? versions.join(", ") : `${versions.length} planned versions`;
}
