import type { CommitPlan, PlannedEdit, ProposePlan } from "../model/operation.ts";
import type { Plan, Task } from "../model/plan.ts";
import type { CommitSha } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import { isWork, subjectOfTask } from "./candidate.ts";

export interface EditInput {
  readonly plan: Plan;
  readonly path: string;
  readonly settings: PlanSettings;
  readonly onto: CommitSha;
  readonly ticks: ReadonlyMap<number, boolean>;
  /** Tasks that have an issue or get one in the same list. */
  readonly hasIssue: (subject: Subject) => boolean;
}

/** Every tick and every link of one reconcile as one commit; undefined where nothing is to be written. */
export function editPlan(input: EditInput): CommitPlan | ProposePlan | undefined {
  const { plan, path, settings, onto, ticks, hasIssue } = input;
  if (settings.writeBack === "off") return undefined;
  const edits = plan.tasks.flatMap((task): PlannedEdit[] => {
    const { line } = task;
    const checked = ticks.get(line);
    const tick: PlannedEdit[] =
      checked === undefined || checked === task.checked ? [] : [{ kind: "tick-box", line, checked }];
    const link: PlannedEdit[] = wantsLink(task, settings, hasIssue)
      ? [{ kind: "link-task", line, subject: subjectOfTask(task) }]
      : [];
    return [...tick, ...link];
  });
  if (edits.length === 0) return undefined;
  const kind = settings.writeBack === "pull-request" ? "propose-plan" : "commit-plan";
  return { kind, path, onto, edits };
}

function wantsLink(task: Task, settings: PlanSettings, hasIssue: (subject: Subject) => boolean): boolean {
  if (settings.links === "off" || !isWork(task)) return false;
  return task.link === undefined && task.linkOffset !== undefined && hasIssue(subjectOfTask(task));
}

/** The plan as it reads once its boxes have these states. */
export function withTicks(plan: Plan, ticks: ReadonlyMap<number, boolean>): Plan {
  if (ticks.size === 0) return plan;
  const tasks = plan.tasks.map((task) => ({ ...task, checked: ticks.get(task.line) ?? task.checked }));
  return { ...plan, tasks };
}
