import type { RepositoryId } from "../model/repository.ts";
import type { Target } from "../model/target.ts";
import { apply } from "./apply.ts";
import { plansOf, readHome, settingsPath } from "./home.ts";
import type { Home } from "./home.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Round } from "./round.ts";
import { sayPlan } from "./say-plan.ts";
import { setBackOlder } from "./set-back.ts";

/**
 * Expands a repository to what may need a reconcile: its plans, the heads of its open pull requests and merge groups,
 * and the homes of plans whose issues it holds; commits that are the head no more stop being candidates of a release,
 * whatever became of the plans. A repository without settings is left alone.
 */
export async function reconcileRepository(repository: RepositoryId, round: Round): Promise<ReconcileResult> {
  const { github, ports } = round;
  const homes = await ports.store.homesOf(repository);
  const wake: Target[] = homes
    .filter((home) => home !== repository)
    .map((home) => ({ kind: "repository", repository: home }));

  const home = await readHome(github, repository);
  if (home.settings === undefined || home.facts.archived) {
    return { kind: "clean", mark: wake, note: home.facts.archived ? "archived" : "no settings" };
  }
  await setBackOlder(home, round);
  if (home.problems.length > 0) await saySettings(home, round);
  const plans = await plansOf(home, github);
  const pullRequests = await github.openPullRequests(home.facts.name);
  // Only open pull requests wait in a merge queue.
  const isQuiet = pullRequests.length === 0;
  const queued = isQuiet ? [] : await github.queueHeads(home.facts.name, home.facts.defaultBranch);
  const heads = new Set([...pullRequests, ...queued].map(({ head }) => head));
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

/** Settings that cannot be taken as written stop everything, so they are told where people look. */
async function saySettings(home: Home, { github, ports, lease, signal }: Round): Promise<void> {
  const own = await github.ownChecks(home.facts.name, home.commit);
  const trouble = { home, path: settingsPath, name: "plangate/settings", notes: [], outcomes: [] };
  const unreadable = "they have problems, and the last ones that had none are not guessed at";
  await apply({
    ...ports,
    operations: sayPlan({ ...trouble, problems: home.problems, unreadable }, own),
    scope: `${home.facts.id}:settings`,
    lease,
    signal,
    observed: { home: home.facts, repositories: {}, linked: [] },
    matches: new Map(),
    renderEdits: () => ({ problems: [] }),
  });
}
