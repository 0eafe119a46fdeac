import type { ObservedIssue } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { readBody } from "../model/region.ts";

/** A release's copy of a checklist with the states that people gave its boxes in its issue: there alone they are kept. */
export function copiedStates(copy: Plan, issue: Pick<ObservedIssue, "body"> | undefined): Plan {
  const body = issue === undefined ? undefined : readBody(issue.body);
  if (body?.kind !== "region") return copy;
  const tasks = copy.tasks.map((task) => ({
    ...task,
    checked: body.boxes.get(task.identity)?.checked ?? task.checked,
  }));
  return { ...copy, tasks };
}
