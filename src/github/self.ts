import type { GitHub } from "../engine/github.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import type { AccountJson } from "./json.ts";

/** Who we are on a connection. */
export type Self = GitHub["self"];

/** True where our own identity made the thing: our App's id, or without an App the author's login. */
export function isOwn(
  self: Self,
  made: {
    readonly user: AccountJson | null;
    readonly performed_via_github_app?: { readonly id: number } | null;
  },
): boolean {
  if (self.appId !== null) return made.performed_via_github_app?.id === self.appId;
  return made.user?.login.toLowerCase() === self.login.toLowerCase();
}

/** `{ owner, repo }`, as GitHub's paths want it. */
export function pathOf(repository: RepositoryName): { readonly owner: string; readonly repo: string } {
  const slash = repository.indexOf("/");
  return { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) };
}

/** `{ owner, repo, issue_number }`. */
export function issuePathOf({ repository, number }: IssueRef): {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
} {
  return { ...pathOf(repository), issue_number: number };
}
