import type { CommitSha, RepositoryId } from "./repository.ts";

/** What one reconcile is about. The doorbell marks `repository` targets; the worker expands them to the others. */
export type Target =
  | { readonly kind: "repository"; readonly repository: RepositoryId }
  | { readonly kind: "plan"; readonly repository: RepositoryId; readonly path: string }
  | { readonly kind: "head"; readonly repository: RepositoryId; readonly commit: CommitSha }
  | { readonly kind: "release"; readonly repository: RepositoryId; readonly version: string };

/** The target's unique key in the store: `plan:42:docs/roadmap.md`. */
export function keyOfTarget(target: Target): string {
  switch (target.kind) {
    case "repository":
      return `repository:${target.repository}`;
    case "plan":
      return `plan:${target.repository}:${target.path}`;
    case "head":
      return `head:${target.repository}:${target.commit}`;
    case "release":
      return `release:${target.repository}:${target.version}`;
  }
}

/** The target a key was made of, or undefined where it is no key of ours. */
export function targetOfKey(key: string): Target | undefined {
  const match = /^(repository|plan|head|release):(\d+)(?::(.+))?$/s.exec(key);
  if (match === null) return undefined;
  const repository = Number(match[2]) as RepositoryId;
  const rest = match[3];
  if (match[1] === "repository") return rest === undefined ? { kind: "repository", repository } : undefined;
  if (rest === undefined) return undefined;
  if (match[1] === "plan") return { kind: "plan", repository, path: rest };
  if (match[1] === "head") return { kind: "head", repository, commit: rest as CommitSha };
  return { kind: "release", repository, version: rest };
}
