import type { GitHub, PullRequestFacts } from "../engine/github.ts";
import { headWords, pullRequestAt } from "../engine/head-words.ts";
import { readHome } from "../engine/home.ts";
import type { Home } from "../engine/home.ts";
import { stepSummary } from "../report/step-summary.ts";
import type { Online } from "./online.ts";
import { portsOf } from "./online.ts";
import { status } from "./status.ts";
import type { Told } from "./told.ts";

export interface CheckOptions extends Online {
  /** The pull request that the workflow runs for. Without it, an open one at the commit is looked for. */
  readonly pullRequest?: number;
}

/**
 * `command: check`: says to a pull request what the App's check run says on its head, in the same words and with the
 * same conclusion, and writes nothing to GitHub; on a fork, where the workflow may only read, it is all there is. Where
 * no pull request is open, it says how far the plans are and what stands open.
 */
export async function check(online: CheckOptions): Promise<Told> {
  const github = await online.connect(online.repository);
  const home = await readHome(github, online.repository);
  const pullRequest = home.settings === undefined ? undefined : await findPullRequest(online, home, github);
  if (pullRequest === undefined) return status(online);
  const round = { github, ports: portsOf(online), lease: undefined, signal: undefined };
  const { conclusion, annotations, ...report } = await headWords(pullRequest, home, round);
  const { title, summary, text } = report;
  const isShut = conclusion === "failure" || conclusion === "action_required";
  return {
    exitCode: isShut ? 1 : 0,
    text: [summary, text, `${conclusion}: ${title}`].filter((part) => part !== "").join("\n\n"),
    markdown: stepSummary(report),
    annotations,
    conclusion,
    json: { pullRequest: pullRequest.number, commit: pullRequest.head, conclusion, ...report, annotations },
  };
}

async function findPullRequest(
  { pullRequest, commit }: CheckOptions,
  home: Home,
  github: GitHub,
): Promise<PullRequestFacts | undefined> {
  if (pullRequest !== undefined) {
    const open = await github.openPullRequests(home.facts.name);
    return open.find(({ number }) => number === pullRequest);
  }
  return commit === undefined ? undefined : pullRequestAt(commit, home, github);
}
