import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { CommitSha, RepositoryId } from "../model/repository.ts";
import { apply } from "./apply.ts";
import { headCheckName } from "./gather-answering.ts";
import type { OwnCheckFacts } from "./github.ts";
import { headWords, pullRequestAt } from "./head-words.ts";
import { readHome } from "./home.ts";
import type { Home } from "./home.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Round } from "./round.ts";
import { announceCheck, sayCheck } from "./say-check.ts";
import { waitOf } from "./wait-of.ts";

/** How soon a check is looked for whose answer was lost. */
const lookAgainMs = 60_000;

/**
 * Says on a pull request's head what its plan's gates say: announced at once, then concluded. Judged by the plan and
 * settings of the default branch; what the pull request itself changes is only shown.
 */
export async function reconcileHead(
  of: { readonly repository: RepositoryId; readonly commit: CommitSha },
  round: Round,
): Promise<ReconcileResult> {
  const { github } = round;
  const home = await readHome(github, of.repository);
  const nothing: ReconcileResult = { kind: "clean", mark: [], note: "no open pull request, or no settings" };
  if (home.settings === undefined) return nothing;
  const pullRequest = await pullRequestAt(of.commit, home, github);
  const where = { repository: home.facts.name, commit: of.commit, name: headCheckName };
  const before = await github.ownChecks(home.facts.name, of.commit);
  if (pullRequest === undefined) {
    const closed = await say(closeOut(where, before), home, round);
    return again(closed, round) ?? nothing;
  }
  await say(announceCheck(where, before), home, round);
  const words = await headWords(pullRequest, home, round);
  const after = before.some((check) => check.name === headCheckName)
    ? before
    : await github.ownChecks(home.facts.name, of.commit);
  const outcomes = await say(sayCheck({ ...where, ...words }, after), home, round);
  const done = `pull request #${pullRequest.number}: ${words.conclusion}`;
  return again(outcomes, round) ?? { kind: "clean", mark: [], note: done };
}

/** A verdict whose answer was lost is looked for soon: on a head that is none any more nobody else would. */
function again(outcomes: readonly Outcome[], { ports }: Round): ReconcileResult | undefined {
  const wait = waitOf(outcomes);
  if (wait !== undefined) return { kind: "parked", until: wait.until, mark: [], note: wait.reason };
  const lost = outcomes.find(({ kind }) => kind === "uncertain");
  if (lost === undefined || lost.kind === "done") return undefined;
  const until = new Date(ports.now().getTime() + lookAgainMs);
  return { kind: "parked", until, mark: [], note: lost.reason };
}

/** A check that was begun on what is no head any more is not left hanging. */
function closeOut(where: Parameters<typeof announceCheck>[0], own: readonly OwnCheckFacts[]) {
  const isHanging = own.some(({ name, status }) => name === where.name && status !== "completed");
  if (!isHanging) return [];
  const title = "No longer the head of an open pull request";
  const summary = "A newer commit has its own check, or the pull request is closed.";
  return sayCheck({ ...where, conclusion: "neutral", title, summary, annotations: [] }, own);
}

async function say(operations: readonly Operation[], home: Home, { ports, lease, signal }: Round) {
  return apply({
    ...ports,
    operations,
    scope: `${home.facts.id}:checks`,
    lease,
    signal,
    observed: { home: home.facts, repositories: {}, linked: [] },
    matches: new Map(),
    renderEdits: () => ({ problems: [] }),
  });
}
