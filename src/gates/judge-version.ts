import type { Plan } from "../model/plan.ts";
import { kindOfMoment } from "../model/moment.ts";
import type { Moment } from "../model/moment.ts";
import type { Evaluation, VerdictNode } from "../model/verdict.ts";
import { finalOf, isSameVersion, parseVersion } from "../model/version.ts";
import type { About } from "./answer.ts";
import { leaf, quoted, whole } from "./answer.ts";
import type { Question } from "./case.ts";
import { openCase } from "./case.ts";
import { evaluate } from "./evaluate.ts";
import { gateNode } from "./gate-node.ts";
import { blockersNode } from "./implied-criteria.ts";
import type { GatePart } from "./index-plan.ts";
import { declaredRelease, indexPlan } from "./index-plan.ts";

/** Whether a declared version may be tagged; undefined where the plan declares no such version. Skipped ones may not. */
export function mayTag(evaluation: Evaluation, version: string): VerdictNode | undefined {
  const node =
    evaluation.releases.find((release) => release.key === version) ??
    evaluation.releases.find((release) => isSameVersion(version, release.key));
  if (node?.verdict !== "skipped") return node;
  return {
    ...node,
    verdict: "fail",
    reason: `${node.key} is skipped: ${skippedBecause(node)}`,
    wayOut: "decide for the option it goes with: who may decide",
  };
}

/**
 * Whether any version may be tagged: one the plan declares (`v0.2.0` for `v0.2`), a prerelease of one (what stands
 * before its starts alone), or one nobody planned (as settings say; gates of every release still apply).
 */
export function judgeVersion(question: Question & { readonly version: string }): VerdictNode {
  const { version } = question;
  const about: About = { kind: "release", key: version, title: version };
  const parsed = parseVersion(version);
  const index = indexPlan(question.plan);
  const declared = declaredRelease(index, version);
  if (declared === undefined && parsed === undefined) {
    return leaf(about, {
      verdict: "fail",
      reason: `${quoted(version)} is no version`,
      wayOut: "name a version such as v1.2.0",
    });
  }
  const planned =
    declared ??
    (parsed === undefined || parsed.prerelease.length === 0
      ? undefined
      : declaredRelease(index, finalOf(parsed)));
  if (planned === undefined) return judgeUnplanned(question, about);
  const node = mayTag(evaluate(question), planned.version);
  if (node === undefined) throw new Error(`Cannot judge "${version}": its release has no verdict`);
  return declared === undefined ? judgePrerelease(node, about) : node;
}

function judgePrerelease(final: VerdictNode, about: About): VerdictNode {
  if (final.verdict === "fail" && final.reason.startsWith(`${final.key} is skipped`)) {
    return { ...final, ...about, reason: `a prerelease of ${final.key}: ${final.reason}` };
  }
  const starts = final.children.filter((child) => kindOfMoment(child.key as Moment) === "start");
  return whole({ ...about, ...(final.line === undefined ? {} : { line: final.line }) }, starts);
}

function judgeUnplanned(question: Question & { readonly version: string }, about: About): VerdictNode {
  const { plan, settings, version } = question;
  if (settings.releases.unplanned === "refuse") {
    return leaf(about, {
      verdict: "fail",
      reason: `the plan declares no ${version}, and settings refuse unplanned versions`,
      wayOut: `declare ${version} in the plan, or set releases.unplanned to allow: who may edit them`,
    });
  }
  const on = openCase(question);
  if ((parseVersion(version)?.prerelease.length ?? 0) > 0) return whole(about, []);
  const gates = gatesOfEveryRelease(plan).map((part) => gateNode(on, part));
  return whole(about, [...gates, blockersNode(on, version)]);
}

/** Gates before the tag of each of several releases, or whose title says so. */
function gatesOfEveryRelease(plan: Plan): GatePart[] {
  const everyTag = plan.releases.map((release): Moment => `tag:${release.version}`);
  return plan.gates
    .filter((gate) => {
      const says = /\b(?:every|each|any|all) releases?\b/i.test(gate.title);
      const covers = everyTag.length > 1 && everyTag.every((moment) => gate.before.includes(moment));
      const tags = gate.before.some((moment) => kindOfMoment(moment) === "tag");
      return covers || (says && tags);
    })
    .map((gate) => ({ gate, criteria: gate.criteria.filter((criterion) => !criterion.after) }))
    .filter((part) => part.criteria.length > 0 || part.gate.criteria.length === 0);
}

function skippedBecause(node: VerdictNode): string {
  const conditions = node.children.flatMap((moment) => moment.children);
  const skipping = conditions.find(
    (child) => child.key.startsWith("condition:") && child.verdict === "skipped",
  );
  return skipping?.reason ?? "a decision took it out";
}
