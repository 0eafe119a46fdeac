import type { BodyBox } from "../model/desired-issue.ts";
import type { Base } from "../model/marker.ts";
import type { Plan, Task } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { RegionBox } from "../model/region.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import type { PhaseState } from "../model/verdict.ts";
import type { PlacedIssue } from "./attach.ts";
import type { BoxFinder } from "./find-boxes.ts";
import { nameIssue, problemAt, quote } from "./describe.ts";
import type { Matching } from "./matching.ts";
import { mergePhase } from "./merge-phase.ts";
import { mergeBox, mergeTask, sideOf } from "./merge-task.ts";
import type { ReadIssue } from "./read-issues.ts";

/** How one issue stands once plan and issue have been merged. */
export interface Settled {
  readonly base: Base | undefined;
  readonly state?: {
    readonly state: "open" | "closed";
    readonly stateReason: "completed" | "not_planned" | "reopened";
  };
  readonly boxes: readonly BodyBox[];
  /** True where its body may say so only once the plan holds this reconcile's ticks. */
  readonly standsOnCommit: boolean;
}

export interface Settlement {
  readonly of: (subject: Subject) => Settled | undefined;
  /** New states of boxes of the plan, by line. */
  readonly ticks: ReadonlyMap<number, boolean>;
  readonly problems: readonly Problem[];
}

/** Where ticks go: onto the default branch now, there by a pull request, nowhere. */
export type WriteBack = "commit" | "later" | "off";

/** `auto` tries the branch first; where it refuses the engine asks again as for `pull-request`. */
export function writeBackOf(settings: PlanSettings): WriteBack {
  switch (settings.writeBack) {
    case "auto":
    case "commit":
      return "commit";
    case "pull-request":
      return "later";
    case "off":
      return "off";
  }
}

export interface SettleInput {
  /** The plan as it is written, without any tick of this reconcile. */
  readonly plan: Plan;
  readonly issues: readonly PlacedIssue[];
  readonly matching: Matching;
  readonly boxes: BoxFinder;
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  readonly writeBack: WriteBack;
  readonly home: RepositoryName;
}

/** Merges every box and every issue's state with the plan. */
export function settle(input: SettleInput): Settlement {
  const ticks = new Map<number, boolean>();
  const problems: Problem[] = [];
  const settled = new Map<Subject, Settled>();
  const depths = depthsOf(input.plan);
  const written = new Map(input.plan.tasks.map((task) => [task.line, task.checked]));
  if (input.writeBack === "commit")
    for (const [line, checked] of input.boxes.changed) ticks.set(line, checked);
  for (const issue of input.issues) {
    const read = input.matching.issueOf.get(issue.subject);
    const waiting = new Set<number>();
    const boxes = issue.boxes.map((task): BodyBox => {
      const box = input.boxes.of(issue.subject, task.line);
      const merge = mergeBox(written.get(task.line) ?? task.checked, box);
      if (merge.tick !== undefined) {
        waiting.add(task.line);
        ticks.set(task.line, merge.tick);
      }
      return {
        task,
        depth: depths(task, issue.boxes),
        checked: merge.checked,
        base: baseOfBox(merge, box, input),
      };
    });
    const state = settleState(issue, read, input);
    if (state.tick !== undefined) ticks.set(issue.line, state.tick);
    if (state.problem !== undefined) problems.push(state.problem);
    const waits = state.tick !== undefined || waiting.size > 0 || input.boxes.holdsChange(issue.subject);
    const mayWrite = input.writeBack === "commit" || state.tick === undefined;
    settled.set(issue.subject, {
      base: mayWrite ? state.base : state.former,
      ...(state.state === undefined ? {} : { state: state.state }),
      boxes,
      standsOnCommit: waits && input.writeBack === "commit",
    });
  }
  return {
    of: (subject) => settled.get(subject),
    ticks: input.writeBack === "off" ? new Map() : ticks,
    problems,
  };
}

/** A base is moved only together with the plan: until a tick is in it, both keep what they agreed on before. */
function baseOfBox(
  merge: { base: boolean; tick?: boolean },
  box: RegionBox | undefined,
  { writeBack }: SettleInput,
): "open" | "done" {
  if (merge.tick !== undefined && writeBack !== "commit" && box !== undefined) return box.base;
  return merge.base ? "done" : "open";
}

interface StateMerge {
  readonly base: Base | undefined;
  readonly former: Base | undefined;
  readonly tick?: boolean;
  readonly state?: NonNullable<Settled["state"]>;
  readonly problem?: Problem;
}

function settleState(issue: PlacedIssue, read: ReadIssue | undefined, input: SettleInput): StateMerge {
  if (read === undefined) return { base: "open", former: "open" };
  const former = read.body.kind === "region" ? read.body.marker.base : undefined;
  const side = sideOf(read.issue);
  const { about } = issue;
  switch (about.kind) {
    case "plan": {
      // We closed it when we stood back from another plangate, which is gone.
      const isBack = former === "removed" && side === "dropped";
      return { base: "open", former, ...stateOf(isBack ? "reopen" : undefined) };
    }
    case "phase": {
      const merge = mergePhase(former ?? unmarkedBase(read), input.phaseStates[about.phase.key], side);
      return { base: merge.base, former, ...stateOf(merge.state) };
    }
    case "task": {
      const { base, tick, state, conflict } = mergeTask(former, about.task.checked, side);
      const problem =
        conflict === undefined
          ? undefined
          : problemAt(
              issue.line,
              "state-conflict",
              `Cannot sync ${quote(issue.title)} with ${nameIssue(read.issue, input.home)}: ${conflict}. Change one of the two to agree with the other`,
            );
      return {
        base: base ?? former,
        former,
        ...(tick === undefined ? {} : { tick }),
        ...stateOf(state),
        ...(problem === undefined ? {} : { problem }),
      };
    }
  }
}

/** An issue whose region people took out whole starts anew: nothing of it was closed by us. */
function unmarkedBase(read: ReadIssue): Base | undefined {
  return read.body.kind === "none" ? "open" : undefined;
}

function stateOf(change: "close" | "complete" | "skip" | "reopen" | undefined): Pick<Settled, "state"> {
  switch (change) {
    case undefined:
      return {};
    case "close":
    case "complete":
      return { state: { state: "closed", stateReason: "completed" } };
    case "skip":
      return { state: { state: "closed", stateReason: "not_planned" } };
    case "reopen":
      return { state: { state: "open", stateReason: "reopened" } };
  }
}

/** How deep a box stands below the other boxes of the same body. */
function depthsOf(plan: Plan): (task: Task, among: readonly Task[]) => number {
  const tasks = new Map(plan.tasks.map((task) => [task.line, task]));
  const lines = new Map<readonly Task[], Set<number>>();
  return (task, among) => {
    const here = lines.get(among) ?? new Set(among.map(({ line }) => line));
    lines.set(among, here);
    let depth = 0;
    const seen = new Set<number>();
    for (let at = task.parent; at !== undefined && !seen.has(at); at = tasks.get(at)?.parent) {
      seen.add(at);
      if (here.has(at)) depth += 1;
    }
    return depth;
  };
}
