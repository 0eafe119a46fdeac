import type { Operation } from "../model/operation.ts";
import type { Settings } from "../model/settings.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { jointly } from "../gates/jointly.ts";
import { mayTag } from "../gates/judge-version.ts";
import { wallsSection } from "../report/posture-words.ts";
import { releaseReport } from "../report/release-report.ts";
import { isOfRelease } from "./candidate-marks.ts";
import type { Situation } from "./gather-plan.ts";
import type { Watch } from "./incidents.ts";
import { sayCheck } from "./say-check.ts";
import { releaseCheckName } from "./tags.ts";

/**
 * What the head of the default branch says of every declared version that is not out yet. A version that several plans
 * declare has one check, which the first of them posts for all.
 */
export function releaseChecks(situation: Situation, { posture, shared }: Watch): readonly Operation[] {
  const { evaluation, home, path, settings, ownChecks, now } = situation;
  return evaluation.releases.flatMap((release) => {
    if (evaluation.releaseStates[release.key] === "tagged") return [];
    const own = mayTag(evaluation, release.key);
    const together = shared.get(release.key);
    if (own === undefined || together?.speaker === false) return [];
    const node = jointly({ path, node: own }, together?.others ?? []);
    const name = releaseCheckName(release.key);
    const there = ownChecks.find((check) => check.name === name);
    // What a release says of the commit that it is being made of is its proof, and stays until it ends.
    if (there !== undefined && lets(node.verdict) && isOfRelease(there, now)) return [];
    const report = releaseReport(node);
    const words = {
      repository: home.facts.name,
      commit: home.commit,
      name,
      conclusion: conclusionOf(node, settings),
      ...report,
      text: [report.text, ...(posture === undefined ? [] : [wallsSection(posture)])].join("\n\n"),
      annotations: [],
    };
    return sayCheck(words, ownChecks);
  });
}

/** Where a ruleset may require the check, only `success` may let a tag through: GitHub takes `neutral` for a pass. */
function conclusionOf(
  node: VerdictNode,
  { enforcement, releases }: Settings,
): "success" | "failure" | "neutral" {
  if (lets(node.verdict)) return "success";
  return enforcement === "enforce" || releases.walls.includes("required-check") ? "failure" : "neutral";
}
