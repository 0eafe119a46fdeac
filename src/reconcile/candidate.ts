import type { Phase, Plan, PlanLink, Task } from "../model/plan.ts";
import type { IssueRef, IssueNumber } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { plainTitle } from "./plain-title.ts";

/** A node of the plan that may have an issue. */
export interface Candidate {
  readonly subject: Subject;
  readonly line: number;
  readonly title: string;
  /** The words it is compared by: without a phase's number, which changes when phases are added. */
  readonly words: string;
  readonly id?: string;
  /** The phase around it. */
  readonly group: Subject;
  /** Plangate's own link in its line. */
  readonly link?: IssueRef;
  /** False for ticked tasks, which need no issue. */
  readonly open: boolean;
  /** False for subtasks. */
  readonly top: boolean;
}

export const subjectOfTask = (task: Task): Subject => `task:${task.identity}`;
export const subjectOfPhase = (phase: Phase): Subject => `phase:${phase.identity}`;

function issueOfLink(link: PlanLink): IssueRef {
  return { repository: `${link.owner}/${link.repository}`, number: link.number as IssueNumber };
}

/** Boxes that are work, before the tag or after it. The others are none and have no issue. */
export function isWork(task: Task): boolean {
  switch (task.role) {
    case "work":
    case "after":
      return true;
    case "index":
    case "legend":
    case "placeholder":
      return false;
  }
}

/** The title of a task's issue: its words, led by its id where it has one. */
export function titleOfTask(task: Task): string {
  return plainTitle(task.id === undefined ? task.text : `${task.id} ${task.text}`);
}

/** Every node that may have an issue, each subject once: the plan itself, phases, then tasks, in the order of the file. */
export function candidatesOf(plan: Plan, path: string): readonly Candidate[] {
  const phaseSubjects = new Map(plan.phases.map((phase) => [phase.key, subjectOfPhase(phase)]));
  const all: Candidate[] = [
    { subject: "plan", line: 1, ...titled(titleOfPlan(plan, path)), group: "plan", open: true, top: true },
  ];
  for (const phase of plan.phases) {
    const title = plainTitle(phase.title);
    const words = title.replace(/^[\p{L}]+ [\w.]+\s*[:–—-]\s*/u, "");
    const group = phaseSubjects.get(phase.parent ?? "") ?? "plan";
    all.push({
      subject: subjectOfPhase(phase),
      line: phase.line,
      title,
      words,
      id: phase.key,
      group,
      open: true,
      top: true,
    });
  }
  for (const task of plan.tasks.filter(isWork)) {
    all.push({
      subject: subjectOfTask(task),
      line: task.line,
      title: titleOfTask(task),
      words: plainTitle(task.text),
      ...(task.id === undefined ? {} : { id: task.id }),
      group: phaseSubjects.get(task.phase ?? "") ?? "plan",
      ...(task.link === undefined ? {} : { link: issueOfLink(task.link) }),
      open: !task.checked,
      top: task.parent === undefined,
    });
  }
  const seen = new Set<Subject>();
  return all.filter(({ subject }) => !seen.has(subject) && seen.add(subject));
}

/** The plan's title, or its file's name where it has none. */
export function titleOfPlan(plan: Plan, path: string): string {
  return plainTitle(plan.title.trim() === "" ? (path.split("/").at(-1) ?? path) : plan.title);
}

function titled(title: string): { title: string; words: string } {
  return { title, words: title };
}
