import type { Situation } from "../engine/gather-plan.ts";
import { attempt } from "../engine/attempt.ts";
import { posture } from "../gates/posture.ts";
import { wantedRulesets } from "../gates/wanted-rulesets.ts";
import type { WantedRuleset } from "../gates/wanted-rulesets.ts";
import type { RulesetAdmin } from "../github/ruleset-admin.ts";
import type { Posture } from "../model/posture.ts";
import { postureTerminal } from "../report/posture-words.ts";
import { findPlans } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

export interface ProtectOnline extends Online {
  readonly admin: RulesetAdmin;
  /** plangate's App, as the only one that may pass. */
  readonly appId: number;
  readonly apply: boolean;
  /** Whether the check of each planned version is required as well. */
  readonly requiredCheck: boolean;
}

/**
 * `plangate protect`: prints the rulesets that make the walls and the walls that stand; with `--apply` creates those
 * that are not there. For an admin's own token: plangate's App never writes a ruleset.
 */
export async function protect(online: ProtectOnline): Promise<Told> {
  const found = await findPlans(online);
  if ("exitCode" in found) return found;
  const { self } = found.github;
  if (online.apply && (self.appId !== null || self.login.endsWith("[bot]"))) {
    const message = `Cannot apply rulesets as ${self.login}: an App never writes them. Use an admin's own token`;
    return { exitCode: 2, text: message, json: { error: message } };
  }
  const plans = found.plans.filter((plan) => plan.kind === "known");
  const [first] = plans;
  if (first === undefined) {
    const message = `No plan of ${online.repository} can be read: nothing is known of its versions`;
    return { exitCode: 2, text: message, json: { error: message } };
  }
  const versions = [...new Set(plans.flatMap(openVersions))];
  const isAsked = online.requiredCheck || first.settings.releases.walls.includes("required-check");
  const wanted = wantedRulesets({
    appId: online.appId,
    tags: first.settings.releases.tags,
    versions: isAsked ? versions : [],
  });
  const created = online.apply ? await create(wanted, online) : [];
  return tell({ wanted, created, walls: await judge(first, versions, online) }, online);
}

function openVersions({ parsed, evaluation }: Situation): readonly string[] {
  const declared = parsed.plan.releases.map(({ version }) => version);
  return declared.filter((version) => evaluation.releaseStates[version] === "open");
}

/** Creates what is not there by its name; one that was changed by hand is left as it is, and shows in the walls. */
async function create(
  wanted: readonly WantedRuleset[],
  { admin, repository }: ProtectOnline,
): Promise<readonly string[]> {
  const there = new Set((await admin.rulesets(repository)).map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !there.has(name));
  for (const ruleset of missing) await admin.create(repository, ruleset);
  return missing.map(({ name }) => name);
}

async function judge(
  { settings, home }: Situation,
  versions: readonly string[],
  { admin, repository, appId }: ProtectOnline,
): Promise<Posture> {
  const rulesets = await attempt("Rulesets", admin.rulesets(repository));
  // A person is shown whether they themselves may pass: who may is told by the list of those that do.
  const asApp =
    rulesets.kind === "unknown"
      ? rulesets
      : {
          ...rulesets,
          value: rulesets.value.map((one) => {
            const isIn = one.passes?.some(({ kind, id }) => kind === "Integration" && id === appId);
            return isIn === undefined ? one : { ...one, mayPass: isIn ? "always" : "never" };
          }),
        };
  return posture({ rulesets: asApp, repository: home.facts, settings: settings.releases, versions, appId });
}

function tell(
  done: {
    readonly wanted: readonly WantedRuleset[];
    readonly created: readonly string[];
    readonly walls: Posture;
  },
  { apply, repository }: ProtectOnline,
): Told {
  const { wanted, created, walls } = done;
  const stands = walls.walls.some(({ wall, state }) => wall === "creation" && state === "stands");
  const shown = wanted.map((ruleset) => `${ruleset.name}\n${JSON.stringify(ruleset, undefined, 2)}`);
  const did = created.length === 0 ? "Every ruleset was there already." : `Created: ${created.join(", ")}.`;
  const next = apply ? did : `With --apply and an admin's token these are created in ${repository}.`;
  return {
    exitCode: stands && walls.fallen.length === 0 ? 0 : 1,
    text: [...shown, next, postureTerminal(walls)].join("\n\n"),
    json: { rulesets: wanted, created, walls },
  };
}
