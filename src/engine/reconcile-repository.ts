import type { RepositoryId } from "../model/repository.ts";
import type { Target } from "../model/target.ts";
import type { GitHub } from "./github.ts";
import { plansOf, readHome } from "./home.ts";
import type { Ports } from "./ports.ts";
import type { ReconcileResult } from "./reconcile-result.ts";

/**
 * Expands a repository to what may need a reconcile: its plans, the heads of its open pull requests, and the homes of
 * plans whose issues it holds. A repository without settings is left alone.
 */
export async function reconcileRepository(
  repository: RepositoryId,
  github: GitHub,
  ports: Ports,
): Promise<ReconcileResult> {
  const homes = await ports.store.homesOf(repository);
  const wake: Target[] = homes
    .filter((home) => home !== repository)
    .map((home) => ({ kind: "repository", repository: home }));

  const home = await readHome(github, repository);
  if (home.settings === undefined || home.facts.archived) {
    return { kind: "clean", mark: wake, note: home.facts.archived ? "archived" : "no settings" };
  }
  const plans = await plansOf(home, github);
  const pullRequests = await github.openPullRequests(home.facts.name);
  const heads = new Set(pullRequests.map((pullRequest) => pullRequest.head));
  return {
    kind: "clean",
    mark: [
      ...plans.map(({ path }): Target => ({ kind: "plan", repository, path })),
      ...[...heads].map((commit): Target => ({ kind: "head", repository, commit })),
      ...wake,
    ],
    note: `${plans.length} plans, ${heads.size} heads`,
  };
}
