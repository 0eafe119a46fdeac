import type { CreateLabel, CreateMilestone, Operation } from "../model/operation.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { Reach } from "./reach.ts";

/** Labels and milestones that operations use and their repositories lack, each once. */
export function createNames(
  operations: readonly Operation[],
  reach: (repository: RepositoryName) => Reach,
): readonly (CreateLabel | CreateMilestone)[] {
  const labels = new Map<string, CreateLabel>();
  const milestones = new Map<string, CreateMilestone>();
  for (const operation of operations) {
    if (operation.kind !== "create-issue" && operation.kind !== "update-issue") continue;
    const name = operation.kind === "create-issue" ? operation.repository : operation.issue.repository;
    const answer = reach(name);
    if (answer.kind === "shut") continue;
    const { repository } = answer;
    for (const label of operation.labels ?? []) {
      const key = `${name.toLowerCase()} ${label.toLowerCase()}`;
      if (
        labels.has(key) ||
        repository.labels.some((known) => known.name.toLowerCase() === label.toLowerCase())
      )
        continue;
      labels.set(key, { kind: "create-label", repository: repository.facts.name, name: label });
    }
    const { milestone } = operation;
    if (milestone === undefined || repository.milestones.some(({ title }) => title === milestone)) continue;
    milestones.set(`${name.toLowerCase()} ${milestone}`, {
      kind: "create-milestone",
      repository: repository.facts.name,
      title: milestone,
    });
  }
  return [...labels.values(), ...milestones.values()];
}
