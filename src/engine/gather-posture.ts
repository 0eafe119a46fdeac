import { known } from "../model/known.ts";
import type { Known } from "../model/known.ts";
import type { Posture } from "../model/posture.ts";
import { posture } from "../gates/posture.ts";
import { attempt } from "./attempt.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub } from "./github.ts";

/** Workflow files that are looked through; a repository with more has its guard seen late or not at all. */
const workflowsMax = 50;

/** Which walls stand before the tags of a plan's releases; undefined where the plan declares none. */
export async function gatherPosture(situation: Situation, github: GitHub): Promise<Posture | undefined> {
  const { parsed, evaluation, settings, home } = situation;
  const { releases } = parsed.plan;
  if (releases.length === 0) return undefined;
  const versions = releases
    .map(({ version }) => version)
    .filter((version) => evaluation.releaseStates[version] === "open");
  const isGuardAsked = settings.releases.walls.includes("guard");
  const rulesets = await attempt("Rulesets", github.tagRulesets(home.facts.name));
  const isThere =
    rulesets.kind === "known" && rulesets.value.some(({ enforcement }) => enforcement === "active");
  return posture({
    rulesets,
    ...(isThere
      ? { passed: await attempt("What rulesets let pass", github.passedTags(home.facts.name)) }
      : {}),
    repository: home.facts,
    settings: settings.releases,
    versions: [...new Set(versions)],
    appId: github.self.appId,
    ...(isGuardAsked ? { guard: await findGuard(situation, github) } : {}),
  });
}

/** Whether a workflow of the default branch names the guard: a look at its words, which shows no more than intent. */
async function findGuard({ home }: Situation, github: GitHub): Promise<Known<boolean>> {
  const { name } = home.facts;
  const paths = await attempt("The workflows", github.paths(name, home.commit));
  if (paths.kind === "unknown") return paths;
  const workflows = paths.value.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  for (const path of workflows.slice(0, workflowsMax)) {
    const bytes = await attempt(`The workflow ${path}`, github.file(name, path, home.commit));
    if (bytes.kind === "unknown") return bytes;
    const text = new TextDecoder().decode(bytes.value);
    if (/^[^#]*\bcommand:\s*["']?guard\b/m.test(text) && /^[^#]*\buses:.*plangate/m.test(text))
      return known(true);
  }
  return known(false);
}
