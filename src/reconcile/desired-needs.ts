import type { DesiredIssue } from "../model/desired-issue.ts";
import type { Dependency, Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { Subject } from "../model/subject.ts";
import { subjectOfTask } from "./candidate.ts";
import { problemAt, quote } from "./describe.ts";

export interface DesiredNeeds {
  /** The issues that a subject's issue is blocked by. */
  readonly of: (subject: Subject) => readonly Subject[];
  readonly problems: readonly Problem[];
}

interface Edge {
  readonly blocked: Subject;
  readonly blocker: Subject;
  readonly dependency: Dependency;
}

/** The plan's own dependencies, between issues that there are. Those that run in a circle are left out and reported. */
export function desiredNeeds(
  plan: Plan,
  issues: readonly DesiredIssue[],
  hostOfPhase: (key: string | undefined) => Subject,
): DesiredNeeds {
  const subjects = new Set(issues.map(({ subject }) => subject));
  const named = namesOf(plan, hostOfPhase);
  const edges = plan.dependencies.flatMap((dependency): Edge[] => {
    const blocked = named.get(dependency.from);
    const blocker = dependency.external ? undefined : named.get(dependency.to);
    if (blocked === undefined || blocker === undefined || blocked === blocker) return [];
    // The plan's own issue holds all the others: it waits for none and blocks none.
    if (blocked === "plan" || blocker === "plan") return [];
    return subjects.has(blocked) && subjects.has(blocker) ? [{ blocked, blocker, dependency }] : [];
  });
  const circular = circularOf(edges);
  const needs = new Map<Subject, Set<Subject>>();
  for (const edge of edges) {
    if (circular.has(edge)) continue;
    needs.set(edge.blocked, (needs.get(edge.blocked) ?? new Set()).add(edge.blocker));
  }
  return {
    of: (subject) => [...(needs.get(subject) ?? [])],
    problems: [...circular].map(({ dependency }) =>
      problemAt(
        dependency.line,
        "circular-dependency",
        `Cannot make ${quote(dependency.from)} wait for ${quote(dependency.to)}: the dependencies run in a circle`,
      ),
    ),
  };
}

function namesOf(
  plan: Plan,
  hostOfPhase: (key: string | undefined) => Subject,
): ReadonlyMap<string, Subject> {
  const named = new Map<string, Subject>();
  for (const task of plan.tasks) if (task.id !== undefined) named.set(task.id, subjectOfTask(task));
  for (const { version, phase } of plan.releases)
    if (phase !== undefined) named.set(version, hostOfPhase(phase));
  for (const phase of plan.phases) named.set(phase.key, hostOfPhase(phase.key));
  return named;
}

/** Edges that remain when everything that waits for nothing, and everything nothing waits for, is taken away in turn. */
function circularOf(edges: readonly Edge[]): ReadonlySet<Edge> {
  const forward = peel(edges, ({ blocked, blocker }) => [blocked, blocker]);
  return new Set(peel(forward, ({ blocked, blocker }) => [blocker, blocked]));
}

function peel(edges: readonly Edge[], ends: (edge: Edge) => readonly [Subject, Subject]): Edge[] {
  const incoming = new Map<Subject, Edge[]>();
  const waiting = new Map<Subject, number>();
  for (const edge of edges) {
    const [from, to] = ends(edge);
    const list = incoming.get(to);
    if (list === undefined) incoming.set(to, [edge]);
    else list.push(edge);
    waiting.set(from, (waiting.get(from) ?? 0) + 1);
    waiting.set(to, waiting.get(to) ?? 0);
  }
  const free = [...waiting].flatMap(([subject, count]) => (count === 0 ? [subject] : []));
  const gone = new Set<Edge>();
  for (let subject = free.pop(); subject !== undefined; subject = free.pop()) {
    for (const edge of incoming.get(subject) ?? []) {
      gone.add(edge);
      const [from] = ends(edge);
      const left = (waiting.get(from) ?? 0) - 1;
      waiting.set(from, left);
      if (left === 0) free.push(from);
    }
  }
  return edges.filter((edge) => !gone.has(edge));
}
