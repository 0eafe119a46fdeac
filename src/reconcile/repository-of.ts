import type { Phase, Plan, Task } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import { problemAt, quote } from "./describe.ts";

export interface Repositories {
  readonly ofPhase: (phase: Phase) => RepositoryName;
  readonly ofTask: (task: Task) => RepositoryName;
  readonly problems: readonly Problem[];
}

/** Where each phase's and task's issue goes: the nearest name that settings know, else the plan's own repository. */
export function repositoriesOf(plan: Plan, settings: PlanSettings, home: RepositoryName): Repositories {
  const names = new Map(
    Object.entries(settings.repositories).map(([name, repository]) => [
      name.trim().toLowerCase(),
      repository,
    ]),
  );
  const problems = new Map<string, Problem>();
  const named = (name: string | undefined, line: number): RepositoryName | undefined => {
    const repository = name === undefined ? undefined : names.get(name.trim().toLowerCase());
    if (repository !== undefined && /^[^/\s]+\/[^/\s]+$/.test(repository))
      return repository as RepositoryName;
    if (name === undefined || problems.has(name)) return undefined;
    const message =
      repository === undefined
        ? `Cannot tell which repository ${quote(name)} is: its issues go to ${home}. Name it under repositories in the settings`
        : `Cannot use ${quote(repository)} for ${quote(name)}: a repository is named owner/name`;
    problems.set(name, problemAt(line, "unknown-repository-name", message));
    return undefined;
  };

  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  const found = new Map<string, RepositoryName>();
  const ofPhase = (phase: Phase): RepositoryName => {
    const known = found.get(phase.key);
    if (known !== undefined) return known;
    found.set(phase.key, home);
    const mapped = [phase.key, phase.title].find((name) => names.has(name.trim().toLowerCase()));
    const parent = phases.get(phase.parent ?? "");
    const repository =
      named(mapped ?? phase.repository, phase.line) ?? (parent === undefined ? home : ofPhase(parent));
    found.set(phase.key, repository);
    return repository;
  };
  const ofTask = (task: Task): RepositoryName => {
    const phase = phases.get(task.phase ?? "");
    return named(task.repository, task.line) ?? (phase === undefined ? home : ofPhase(phase));
  };
  for (const phase of plan.phases) ofPhase(phase);
  for (const task of plan.tasks) ofTask(task);
  return { ofPhase, ofTask, problems: [...problems.values()] };
}
