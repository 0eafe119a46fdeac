import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { isWork, subjectOfPhase, subjectOfTask } from "./candidate.ts";
import { problemAt } from "./describe.ts";
import type { Matching } from "./matching.ts";
import type { Reach } from "./reach.ts";
import type { Repositories } from "./repository-of.ts";

export interface Bar {
  /** Nodes whose repository takes no issues of this plan: no operation touches them. */
  readonly barred: ReadonlySet<Subject>;
  readonly problems: readonly Problem[];
}

export interface BarInput {
  readonly plan: Plan;
  readonly home: RepositoryName;
  readonly mode: "phases" | "tasks" | "off";
  readonly matching: Matching;
  readonly repositories: Repositories;
  readonly reach: (repository: RepositoryName) => Reach;
}

/** Finds the nodes whose issues stand, or would stand, where plangate may not write; one problem per repository. */
export function bar({ plan, home, mode, matching, repositories, reach }: BarInput): Bar {
  const barred = new Set<Subject>();
  const shut = new Map<string, { reach: Reach & { kind: "shut" }; line: number; count: number }>();
  const look = (subject: Subject, wanted: RepositoryName, line: number) => {
    const repository = matching.issueOf.get(subject)?.issue.ref.repository ?? wanted;
    const answer = reach(repository);
    if (answer.kind === "open") return;
    barred.add(subject);
    const seen = shut.get(repository);
    if (seen === undefined) shut.set(repository, { reach: answer, line, count: 1 });
    else seen.count += 1;
  };
  look("plan", home, 1);
  for (const phase of plan.phases) look(subjectOfPhase(phase), repositories.ofPhase(phase), phase.line);
  for (const task of plan.tasks) {
    const wantsIssue = mode === "tasks" && task.parent === undefined && !task.checked;
    if (!isWork(task) || (!wantsIssue && !matching.issueOf.has(subjectOfTask(task)))) continue;
    look(subjectOfTask(task), repositories.ofTask(task), task.line);
  }
  const problems = [...shut.values()].map(({ reach: { rule, reason }, line, count }) =>
    problemAt(
      line,
      rule,
      `Cannot sync ${count === 1 ? "one issue" : `${count} issues`} of this plan: ${reason}. Nothing is written there`,
    ),
  );
  return { barred, problems };
}
