import type { Criterion, Gate, Plan, Step, Task } from "../model/plan.ts";
import { appliesTo } from "./applies-to.ts";

/**
 * A checklist that is used again for every release, as one version's own plan: every box once, open, whatever the
 * template says; what is asked beside boxes stands before the version's tag; boxes for other kinds of releases are shown
 * as steps and hold nothing. The boxes' places are the template's, for reading alone: no edit is made of them.
 */
export function releaseCopy(template: Plan, version: string): Plan {
  const boxes = [...template.tasks.map(asTask), ...template.gates.flatMap(boxesOf)]
    .filter(({ role }) => role !== "legend" && role !== "placeholder")
    .toSorted((left, right) => left.line - right.line);
  const mine = boxes.filter(({ text }) => appliesTo(text, version));
  const others = boxes.filter(({ text }) => !appliesTo(text, version));
  const kept = new Set(mine.map(({ line }) => line));
  return {
    ...template,
    title: `Release ${version}: ${template.title}`,
    tasks: withOwnIdentities(mine).map((task) => withoutLostParent(task, kept)),
    steps: [...template.steps.map(withoutPhase), ...others.map((task) => asStep(task, version))],
    phases: [],
    releases: [{ version, declaredBy: "marker", line: 1, column: 1, offset: 0, endOffset: 0 }],
    gates: template.gates.flatMap((gate) => withoutBoxes(gate, version)),
    dependencies: [],
    decisions: [],
    conditions: [],
    form: "checklist",
  };
}

function asTask(task: Task): Task {
  const { phase: _phase, link: _link, linkOffset: _linkOffset, repository: _repository, ...rest } = task;
  return { ...rest, checked: false, role: task.role === "index" ? "work" : task.role };
}

function boxesOf(gate: Gate): readonly Task[] {
  return gate.criteria.filter(({ kind }) => kind === "box").map((criterion) => boxOf(criterion, gate));
}

function boxOf(criterion: Criterion, gate: Gate): Task {
  const { line, column, offset, endOffset, text, after, boxOffset, identity } = criterion;
  return {
    line,
    column,
    offset,
    endOffset,
    text,
    checked: false,
    role: after ? "after" : "work",
    section: [gate.title],
    boxOffset: boxOffset ?? 0,
    body: "",
    identity,
    attributes: {},
  };
}

/** Tasks and criteria are named apart in a plan; in the copy they are all boxes. */
function withOwnIdentities(tasks: readonly Task[]): readonly Task[] {
  const seen = new Set<string>();
  return tasks.map((task) => {
    const identity = seen.has(task.identity) ? `${task.identity}-${seen.size}` : task.identity;
    seen.add(identity);
    return { ...task, identity };
  });
}

function withoutLostParent(task: Task, kept: ReadonlySet<number>): Task {
  if (task.parent === undefined || kept.has(task.parent)) return task;
  const { parent: _parent, ...rest } = task;
  return rest;
}

function withoutPhase(step: Step): Step {
  const { phase: _phase, ...rest } = step;
  return rest;
}

function asStep({ line, column, offset, endOffset, text }: Task, version: string): Step {
  return { line, column, offset, endOffset, text: `${text} (not asked of ${version})`, after: false };
}

/** What a gate asks beside its boxes. */
function withoutBoxes(gate: Gate, version: string): readonly Gate[] {
  const criteria = gate.criteria.filter(({ kind }) => kind !== "box");
  if (criteria.length === 0 && gate.criteria.length > 0) return [];
  const { phase: _phase, ...rest } = gate;
  return [{ ...rest, criteria, before: gate.before.length === 0 ? [] : [`tag:${version}`] }];
}
