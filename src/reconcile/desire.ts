import type { DesiredIssue } from "../model/desired-issue.ts";
import type { Phase, Plan, Task } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import type { PhaseState } from "../model/verdict.ts";
import { isWork, subjectOfPhase, subjectOfTask, titleOfPlan, titleOfTask } from "./candidate.ts";
import { problemAt, quote } from "./describe.ts";
import { desiredNeeds } from "./desired-needs.ts";
import { plainTitle } from "./plain-title.ts";
import type { Repositories } from "./repository-of.ts";

export interface DesireInput {
  readonly plan: Plan;
  readonly path: string;
  readonly settings: PlanSettings;
  readonly home: RepositoryName;
  readonly repositories: Repositories;
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  /** Nodes that have an issue keep it, whatever the settings say now. */
  readonly has: (subject: Subject) => boolean;
  /** Nodes whose issue can neither be seen nor made now. */
  readonly isHeld: (subject: Subject) => boolean;
}

export interface Desire {
  /** Parents before their children. */
  readonly issues: readonly DesiredIssue[];
  readonly problems: readonly Problem[];
}

/** What the plan asks of GitHub: its tracking issue, an issue per phase, and per task where settings or links say so. */
export function desire(input: DesireInput): Desire {
  const { plan, settings, home, repositories } = input;
  const labels = labelsOf(plan, settings);
  const shape = shapeOf(input, repositories.ofPhase);
  const milestoneOf = milestonesOf(plan);
  const boxes = boxesByHost(input, shape);
  const common = (subject: Subject) => ({
    subject,
    labels: labels.names,
    blockedBy: [] as readonly Subject[],
    boxes: boxes.get(subject) ?? [],
  });

  const issues: DesiredIssue[] = [];
  // A release has gates that nobody wrote down: its tasks, the versions before it. They need a place to be asked at.
  const isTracked = settings.issues !== "off" || plan.gates.length > 0 || plan.releases.length > 0;
  if (!input.isHeld("plan") && (isTracked || input.has("plan"))) {
    issues.push({
      ...common("plan"),
      about: { kind: "plan" },
      repository: home,
      title: titleOfPlan(plan, input.path),
      ...milestone(milestoneOf(undefined)),
      create: isTracked,
      line: 1,
    });
  }
  for (const phase of plan.phases.filter(shape.isLive)) {
    issues.push({
      ...common(subjectOfPhase(phase)),
      about: { kind: "phase", phase },
      repository: repositories.ofPhase(phase),
      title: plainTitle(phase.title),
      ...milestone(milestoneOf(phase)),
      ...parent(input, shape.hostOfPhase(phase.parent)),
      create: settings.issues !== "off",
      line: phase.line,
    });
  }
  for (const task of plan.tasks.filter(shape.hasOwnIssue)) {
    issues.push({
      ...common(subjectOfTask(task)),
      about: { kind: "task", task },
      repository: repositories.ofTask(task),
      title: titleOfTask(task),
      ...milestone(milestoneOf(shape.phaseOf(task))),
      ...parent(input, shape.hostOfTask(task)),
      create: settings.issues !== "off",
      line: task.line,
    });
  }
  const needs = desiredNeeds(plan, issues, shape.hostOfPhase);
  return {
    issues: issues.map((issue) => ({ ...issue, blockedBy: needs.of(issue.subject) })),
    problems: [...labels.problems, ...needs.problems],
  };
}

function milestone(version: string | undefined): { milestone?: string } {
  return version === undefined ? {} : { milestone: version };
}

function parent(input: DesireInput, subject: Subject): { parent?: Subject } {
  return input.isHeld(subject) || (input.settings.issues === "off" && !input.has(subject))
    ? {}
    : { parent: subject };
}

/** Which nodes have issues, and whose issue the others are shown in. */
interface Shape {
  readonly isLive: (phase: Phase) => boolean;
  readonly hasOwnIssue: (task: Task) => boolean;
  readonly phaseOf: (task: Task) => Phase | undefined;
  /** The nearest issue around what stands in a phase. */
  readonly hostOfPhase: (key: string | undefined) => Subject;
  /** The issue a task is a box of or a sub-issue of. */
  readonly hostOfTask: (task: Task) => Subject;
  /** True where the phase's issue cannot be seen or made now: its boxes wait for it. */
  readonly waits: (phase: Phase | undefined) => boolean;
}

function shapeOf(input: DesireInput, repositoryOf: (phase: Phase) => RepositoryName): Shape {
  const { plan, settings } = input;
  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  const tasks = new Map(plan.tasks.map((task) => [task.line, task]));

  const isLive = (phase: Phase): boolean => {
    const subject = subjectOfPhase(phase);
    if (input.has(subject)) return true;
    if (input.isHeld(subject) || settings.issues === "off") return false;
    // A plan of one phase hangs its tasks on the tracking issue.
    if (plan.phases.length === 1 && repositoryOf(phase) === input.home) return false;
    const state = input.phaseStates[phase.key];
    // Made only to be closed it would be noise; what is still open in it stands with the issue around it.
    return state !== "skipped" && state !== "complete";
  };
  const live = new Set(plan.phases.filter(isLive).map(({ key }) => key));
  const hostOfPhase = (key: string | undefined): Subject => {
    const seen = new Set<string>();
    for (
      let at = phases.get(key ?? "");
      at !== undefined && !seen.has(at.key);
      at = phases.get(at.parent ?? "")
    ) {
      if (live.has(at.key)) return subjectOfPhase(at);
      seen.add(at.key);
    }
    return "plan";
  };
  const hasOwnIssue = (task: Task): boolean => {
    if (!isWork(task) || input.isHeld(subjectOfTask(task))) return false;
    if (input.has(subjectOfTask(task))) return true;
    return settings.issues === "tasks" && task.parent === undefined && !task.checked;
  };
  const hostOfTask = (task: Task): Subject => {
    for (let at = tasks.get(task.parent ?? 0); at !== undefined; at = tasks.get(at.parent ?? 0)) {
      if (hasOwnIssue(at)) return subjectOfTask(at);
    }
    return hostOfPhase(task.phase);
  };
  return {
    isLive: (phase) => live.has(phase.key),
    hasOwnIssue,
    phaseOf: (task) => phases.get(task.phase ?? ""),
    hostOfPhase,
    hostOfTask,
    waits: (phase) => phase !== undefined && !live.has(phase.key) && input.isHeld(subjectOfPhase(phase)),
  };
}

function boxesByHost(input: DesireInput, shape: Shape): ReadonlyMap<Subject, readonly Task[]> {
  const { plan, settings } = input;
  const boxes = new Map<Subject, Task[]>();
  for (const task of plan.tasks) {
    if (!isWork(task) || shape.hasOwnIssue(task)) continue;
    const host = shape.hostOfTask(task);
    if (settings.issues === "off" && !input.has(host)) continue;
    if (input.isHeld(subjectOfTask(task)) || input.isHeld(host) || shape.waits(shape.phaseOf(task))) continue;
    const list = boxes.get(host);
    if (list === undefined) boxes.set(host, [task]);
    else list.push(task);
  }
  return boxes;
}

/** The version of the nearest phase that declares one, else the whole plan's. */
function milestonesOf(plan: Plan): (phase: Phase | undefined) => string | undefined {
  const whole = plan.releases.find(
    ({ phase, declaredBy }) => phase === undefined && declaredBy === "title",
  )?.version;
  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  const versions = new Map(
    plan.releases.flatMap(({ phase, version }) => (phase === undefined ? [] : [[phase, version]])),
  );
  return (phase) => {
    const seen = new Set<string>();
    for (let at = phase; at !== undefined && !seen.has(at.key); at = phases.get(at.parent ?? "")) {
      const version = at.release ?? versions.get(at.key);
      if (version !== undefined) return version;
      seen.add(at.key);
    }
    return whole;
  };
}

/** GitHub's own limit of a label's name, in characters. */
const labelCharactersMax = 50;

function labelsOf(
  plan: Plan,
  settings: PlanSettings,
): { names: readonly string[]; problems: readonly Problem[] } {
  const names = new Map<string, string>();
  const problems: Problem[] = [];
  for (const written of [...settings.labels, ...plan.labels]) {
    const name = plainTitle(written);
    if (written.trim() === "" || names.has(name.toLowerCase())) continue;
    if (name.length <= labelCharactersMax) names.set(name.toLowerCase(), name);
    else {
      problems.push(
        problemAt(
          1,
          "label-too-long",
          `Cannot use ${quote(name)} as a label: it has more than ${labelCharactersMax} characters`,
        ),
      );
    }
  }
  return { names: [...names.values()], problems };
}
