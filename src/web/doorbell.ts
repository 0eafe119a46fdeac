import type { RepositoryId } from "../model/repository.ts";

/** A payload that names more is an installation on a whole organization: the sweep finds the rest. */
const repositoriesMax = 10_000;

/** Fields that hold one repository: the event's own, and the other end of a link between two. */
const single = [
  "repository",
  "sub_issue_repo",
  "parent_issue_repo",
  "blocked_issue_repo",
  "blocking_issue_repo",
];

/** Fields of installation events, which hold many. */
const several = ["repositories", "repositories_added", "repositories_removed"];

/**
 * Where to look: the ids of every repository a webhook's payload speaks of, each once. Nothing else of a payload is
 * ever kept; what happened is read from GitHub.
 */
export function doorbell(payload: unknown): readonly RepositoryId[] {
  const found = new Set<RepositoryId>();
  const add = (value: unknown): void => {
    const id = fieldOf(value, "id");
    if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) return;
    if (found.size < repositoriesMax) found.add(id as RepositoryId);
  };
  for (const name of single) add(fieldOf(payload, name));
  for (const name of several) {
    const list = fieldOf(payload, name);
    if (Array.isArray(list)) for (const item of list) add(item);
  }
  // An issue that moved: its new home.
  add(fieldOf(fieldOf(payload, "changes"), "new_repository"));
  return [...found];
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
