import type { Moment } from "../model/moment.ts";
import { doneOf, startOf, tagOf } from "../model/moment.ts";
import type { Phase, Release } from "../model/plan.ts";
import type { Evaluation, PhaseState, VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { whole } from "./answer.ts";
import type { Case, Question } from "./case.ts";
import { openCase } from "./case.ts";
import { lowerVersions } from "./lower-versions.ts";
import { donePhaseNode, donePlanNode, startNode, tagNode } from "./moments.ts";
import { phasesOfRelease } from "./phases-of-release.ts";
import { lineageOf } from "./index-plan.ts";
import type { Standing } from "./standing.ts";
import { releaseStateOf, skippedPhases } from "./standing.ts";

/**
 * What the gates of one plan say. A version may be tagged when every gate before the `start` of its phases and before
 * its `tag` passes; ask `mayTag` for that, which a skipped release never does. What is unknown never passes.
 */
export function evaluate(question: Question): Evaluation {
  const on = openCase(question);
  const { standing, doneNodes } = stand(on);
  const starts = new Map<string, VerdictNode>([
    ["plan", startNode(on, { key: "plan", title: "the plan" }, standing)],
    ...on.plan.phases.map((phase) => [phase.key, startNode(on, phase, standing)] as const),
  ]);
  const tags = new Map(on.plan.releases.map((release) => [release.version, tagNode(on, release, standing)]));
  const donePlan = donePlanNode(on, standing);
  const moments: [Moment, VerdictNode][] = [
    ...[...starts].map(([key, node]): [Moment, VerdictNode] => [startOf(key), node]),
    ...[...tags].map(([version, node]): [Moment, VerdictNode] => [tagOf(version), node]),
    ...[...doneNodes].map(([key, node]): [Moment, VerdictNode] => [doneOf(key), node]),
    [doneOf("plan"), donePlan],
  ];
  const known = { on, standing, starts, tags, doneNodes };
  return {
    releases: on.plan.releases.map((release) => releaseNode(known, release)),
    phases: on.plan.phases.map((phase) => phaseNode(known, phase)),
    plan: whole({ kind: "plan", key: "plan", title: on.plan.title }, [
      ...stands(starts.get("plan")),
      donePlan,
    ]),
    moments: Object.fromEntries(moments),
    phaseStates: Object.fromEntries(standing.phases),
    releaseStates: Object.fromEntries(standing.releases),
  };
}

interface Judged {
  readonly on: Case;
  readonly standing: Standing;
  readonly starts: ReadonlyMap<string, VerdictNode>;
  readonly tags: ReadonlyMap<string, VerdictNode>;
  readonly doneNodes: ReadonlyMap<string, VerdictNode>;
}

/** Where everything stands: releases by their tags, then phases from the innermost out. */
function stand(on: Case): { standing: Standing; doneNodes: Map<string, VerdictNode> } {
  const skipped = skippedPhases(on);
  const releases = new Map(
    on.plan.releases.map((release) => [release.version, releaseStateOf(on, release, skipped)]),
  );
  const phases = new Map<string, PhaseState>([...skipped].map((key) => [key, "skipped"]));
  const openOf = new Map<string, string[]>();
  const doneNodes = new Map<string, VerdictNode>();
  const insideOut = on.plan.phases
    .map((phase) => ({ phase, depth: lineageOf(on.index, phase.key).length }))
    .sort((left, right) => right.depth - left.depth);
  for (const { phase } of insideOut) {
    const node = donePhaseNode(on, phase, { phases, releases });
    doneNodes.set(phase.key, node);
    if (!phases.has(phase.key)) phases.set(phase.key, lets(node.verdict) ? "complete" : "open");
    const open = node.children.filter((child) => !lets(child.verdict));
    openOf.set(phase.key, open.map(describeOpen));
  }
  const standing = { phases, releases, openOf, lower: lowerVersions(on), behind: new Map() };
  return { standing, doneNodes };
}

function describeOpen(node: VerdictNode): string {
  return node.kind === "gate" ? `${node.key} is open` : node.reason;
}

/** The moments a release has to pass: starts from the outside in, then its tag. */
function releaseNode(known: Judged, release: Release): VerdictNode {
  const { on, standing, starts, tags } = known;
  const around = lineageOf(on.index, release.phase);
  const parts = phasesOfRelease(on, release, standing).filter((phase) => !around.includes(phase));
  const inner = new Set(parts.map((phase) => phase.key));
  const children = [
    ...stands(starts.get("plan")),
    ...around.flatMap((phase) => stands(starts.get(phase.key))),
    // Their work is asked of the release anyway, in whatever order it was done.
    ...parts.flatMap(({ key, title }) => stands(startNode(on, { key, title, inner }, standing))),
    ...(tags.get(release.version) === undefined
      ? []
      : [tags.get(release.version)].flatMap((tag) => tag ?? [])),
  ];
  const { version, line } = release;
  const node = whole({ kind: "release", key: version, title: version, line }, children);
  const { wayOut: _, ...rest } = node;
  switch (standing.releases.get(version)) {
    case "tagged":
      return { ...node, reason: `${version} is tagged; ${node.reason}` };
    case "skipped":
      return { ...rest, verdict: "skipped", reason: `${version} is skipped` };
    case "open":
    case undefined:
      return node;
  }
}

/** A phase with everything before its start, from the outside in, and before it is done. */
function phaseNode(known: Judged, phase: Phase): VerdictNode {
  const { on, starts, doneNodes } = known;
  const { key, title, line } = phase;
  return whole({ kind: "phase", key, title, line }, [
    ...stands(starts.get("plan")),
    ...lineageOf(on.index, key).flatMap((around) => stands(starts.get(around.key))),
    ...[doneNodes.get(key)].flatMap((node) => node ?? []),
  ]);
}

/** Moments before which nothing stands are left out of the trees. */
function stands(node: VerdictNode | undefined): VerdictNode[] {
  return node === undefined || node.children.length === 0 ? [] : [node];
}
