import type { Problem } from "../model/problem.ts";
import { isEqual } from "./commit-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { CommitFacts, GitHub } from "./github.ts";
import { editedBytes } from "./render-edits.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** So often one and the same text is written while an App undoes it. */
const sameWritesMax = 2;
/** So many commits of ours in an hour may be followed by another's. */
const undoneWritesMax = 6;

export interface BreakerInput {
  readonly situation: Situation;
  readonly github: GitHub;
  readonly now: Date;
  readonly webUrl: string;
}

/**
 * Why the plan is not written to just now: somebody undoes each commit of ours. It is told by the commits on the plan's
 * file alone, so that a lost store does not begin the war anew. A person's `/plangate recheck` lets one write through;
 * a person's own commit to the plan lets it go on.
 */
export async function findFight(input: BreakerInput): Promise<Problem | undefined> {
  const { situation, github, now } = input;
  const { home, path, talk } = situation;
  if (talk.rechecked) return undefined;
  const since = new Date(now.getTime() - dayMs);
  const commits = await github.commits(home.facts.name, { at: home.commit, path, since });
  const undone = undoneOf(commits);
  const hourly = undone.filter(({ at }) => at.getTime() > now.getTime() - hourMs);
  if (hourly.length >= undoneWritesMax) {
    return stop(path, `${hourly.length} commits of plangate's to it were changed again within the hour`);
  }
  const person = commits.findIndex(({ own, bot }) => !own && !bot);
  const recent = undoneOf(person === -1 ? commits : commits.slice(0, person));
  if (recent.length < sameWritesMax || !(await repeats(recent, input))) return undefined;
  return stop(path, `another App undid the same change ${sameWritesMax} times`);
}

/** Our commits that another's commit to the same file came right after; newest first. */
function undoneOf(commits: readonly CommitFacts[]): readonly CommitFacts[] {
  return commits.filter(({ own }, index) => own && index > 0 && commits[index - 1]?.own === false);
}

/** True where what is to be written was written and undone as often as it may be. */
async function repeats(
  undone: readonly CommitFacts[],
  { situation, github, webUrl }: BreakerInput,
): Promise<boolean> {
  const { home, path, edits } = situation;
  const wanted = editedBytes(situation, edits, webUrl);
  if (wanted === undefined) return false;
  let same = 0;
  for (const { sha } of undone.slice(0, undoneWritesMax)) {
    const written = await github.file(home.facts.name, path, sha);
    if (written !== undefined && isEqual(written, wanted)) same += 1;
  }
  return same >= sameWritesMax;
}

function stop(path: string, because: string): Problem {
  const message = `Cannot write to ${path}: ${because}. Find out what changes the plan, then say /plangate recheck on one of its issues, or commit to the plan`;
  return { line: 1, column: 1, rule: "sync-fight", message, path };
}
