import type { Known } from "../model/known.ts";
import type { CommitSha, IssueRef } from "../model/repository.ts";
import type { Person } from "../model/statement.ts";
import type { Weakening } from "../gates/weakened.ts";
import { attempt } from "./attempt.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub } from "./github.ts";
import type { UnansweredHere } from "./listen.ts";
import type { Ports } from "./ports.ts";
import { weakeningsOf } from "./proposed-rules.ts";

/** The check on a pull request's head. */
export const headCheckName = "plangate";

/** What only answers hang on: read where somebody waits for one. */
export interface Answering {
  /** Who may maintain the home, where somebody asks for a waiver. */
  readonly keepers?: Known<readonly Person[]>;
  /** By their numbers: pull requests on which somebody approves, and that take something from gates. */
  readonly changes?: ReadonlyMap<number, ChangeOn>;
}

/** A pull request's change of gates, at its head. */
export interface ChangeOn {
  readonly head: CommitSha;
  readonly weakenings: readonly Weakening[];
  /** ISO time since which plangate's check shows it; absent where it does not yet. */
  readonly shownAt?: string;
}

export async function gatherAnswering(
  of: Pick<Situation, "home" | "path" | "settings" | "parsed" | "talk">,
  github: GitHub,
  { parser }: Pick<Ports, "parser">,
): Promise<Answering> {
  const { home, path, settings, talk } = of;
  const repository = home.facts.name;
  const changes = new Map<number, ChangeOn>();
  for (const { number, head } of approvedOn(talk.unanswered)) {
    const rules = { home, path, settings, plan: of.parsed.plan };
    const weakenings = await weakeningsOf(rules, { number, head }, { github, parser });
    if (weakenings.length === 0) continue;
    const checks = await github.ownChecks(repository, head);
    const shown = checks.find(({ name, status }) => name === headCheckName && status === "completed");
    const since = shown?.startedAt === undefined ? {} : { shownAt: shown.startedAt };
    changes.set(number, { head, weakenings, ...since });
  }
  const keepers = talk.unanswered.some(({ commands }) => commands.some(({ kind }) => kind === "waive"))
    ? { keepers: await attempt("Who keeps the repository", github.maintainers(repository)) }
    : {};
  return { ...keepers, ...(changes.size === 0 ? {} : { changes }) };
}

/** Open pull requests on which an approval waits for its answer, each once. */
function approvedOn(
  unanswered: readonly UnansweredHere[],
): readonly (Pick<IssueRef, "number"> & { readonly head: CommitSha })[] {
  const heads = new Map<IssueRef["number"], CommitSha>();
  for (const { commands, on } of unanswered) {
    if (on?.head === undefined || !commands.some(({ kind }) => kind === "approve")) continue;
    heads.set(on.pullRequest.number, on.head);
  }
  return [...heads].map(([number, head]) => ({ number, head }));
}
