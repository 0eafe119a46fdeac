import type { Moment } from "../model/moment.ts";
import { doneOf, startOf, tagOf } from "../model/moment.ts";
import type { Phase, Release, Task } from "../model/plan.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { whole } from "./answer.ts";
import type { Case } from "./case.ts";
import { conditionNode, decisionNodes } from "./decisions.ts";
import { dependencyNodes } from "./dependencies.ts";
import { gateNode } from "./gate-node.ts";
import { blockersNode, issueNode, orderNode, releasedNode, tasksNode } from "./implied-criteria.ts";
import { phasesStateNode } from "./phase-states.ts";
import { phasesOfRelease } from "./phases-of-release.ts";
import type { Standing } from "./standing.ts";

/** What stands before the start of a phase, or of the whole `plan`. `inner`: see `dependencyNodes`. */
export function startNode(
  on: Case,
  of: { readonly key: string; readonly title: string; readonly inner?: ReadonlySet<string> },
  standing: Standing,
): VerdictNode {
  const moment = startOf(of.key);
  const conditions = on.index.conditionsOf.get(of.key) ?? [];
  const children = [
    ...conditions.map((condition) => conditionNode(on, condition)),
    ...dependencyNodes(on, of, standing),
    ...gateNodes(on, moment),
    ...decisionNodes(on, moment),
  ];
  const node = whole({ kind: "moment", key: moment, title: `before the start of ${of.title}` }, children);
  return standing.phases.get(of.key) === "skipped" ? asSkipped(node, of.title) : node;
}

/** What stands before a version's tag, besides the starts of its phases. */
export function tagNode(on: Case, release: Release, standing: Standing): VerdictNode {
  const { version } = release;
  const moment = tagOf(version);
  const children = [
    ...tasksNode(on, tasksOfRelease(on, release, standing)),
    ...gateNodes(on, moment),
    ...decisionNodes(on, moment),
    ...(release.phase === undefined ? dependencyNodes(on, { key: version }, standing) : []),
    ...orderNode(on, release, standing),
    blockersNode(on, version),
  ];
  const node = whole({ kind: "moment", key: moment, title: `before the tag of ${version}` }, children);
  return standing.releases.get(version) === "skipped" ? asSkipped(node, version) : node;
}

/** What stands before a phase is done: all its work, also that which only the tag makes possible. */
export function donePhaseNode(
  on: Case,
  phase: Phase,
  standing: Pick<Standing, "phases" | "releases">,
): VerdictNode {
  const moment = doneOf(phase.key);
  const tasks = (on.index.tasksOf.get(phase.key) ?? []).filter(isWork);
  const children = [
    ...tasksNode(on, tasks),
    ...phasesStateNode(on.index.childrenOf.get(phase.key) ?? [], standing),
    ...(on.index.releasesOf.get(phase.key) ?? []).map((release) => releasedNode(on, release, standing)),
    ...gateNodes(on, moment),
    ...decisionNodes(on, moment),
  ];
  const parts = children.length === 0 ? [issueNode(on, phase.identity)] : children;
  const node = whole({ kind: "moment", key: moment, title: `before ${phase.title} is done` }, parts);
  return standing.phases.get(phase.key) === "skipped" ? asSkipped(node, phase.title) : node;
}

export function donePlanNode(on: Case, standing: Standing): VerdictNode {
  const moment = doneOf("plan");
  return whole({ kind: "moment", key: moment, title: "before the plan is done" }, [
    ...tasksNode(on, (on.index.tasksOf.get(undefined) ?? []).filter(isWork)),
    ...phasesStateNode(
      on.plan.phases.filter((phase) => phase.parent === undefined),
      standing,
    ),
    ...(on.index.releasesOf.get(undefined) ?? []).map((release) => releasedNode(on, release, standing)),
    ...gateNodes(on, moment),
    ...decisionNodes(on, moment),
  ]);
}

function tasksOfRelease(on: Case, release: Release, standing: Standing): Task[] {
  const phases = phasesOfRelease(on, release, standing);
  const keys: (string | undefined)[] = phases.map((phase) => phase.key);
  if (release.phase === undefined) keys.push(undefined);
  return keys
    .flatMap((key) => on.index.tasksOf.get(key) ?? [])
    .filter((task) => task.role === "work")
    .toSorted((left, right) => left.line - right.line);
}

function gateNodes(on: Case, moment: Moment): VerdictNode[] {
  return (on.index.gatesBefore.get(moment) ?? []).map((part) => gateNode(on, part));
}

function isWork(task: Task): boolean {
  return task.role === "work" || task.role === "after";
}

function asSkipped(node: VerdictNode, title: string): VerdictNode {
  const { wayOut: _, ...rest } = node;
  return { ...rest, verdict: "skipped", reason: `${title} is skipped` };
}
