import type { Known } from "../model/known.ts";
import { known } from "../model/known.ts";
import type { Observed } from "../model/observed.ts";
import { readBody } from "../model/region.ts";
import type { CommitSha, IssueNumber, IssueRef } from "../model/repository.ts";
import type { Spoken } from "../evidence/conversation.ts";
import { answersByComment } from "../evidence/answers-by-comment.ts";
import { notesMax, readHeardNote } from "../evidence/heard-note.ts";
import { issueReferences } from "../evidence/issue-references.ts";
import { attempt } from "./attempt.ts";
import type { ConversationFacts, GitHub } from "./github.ts";
import type { Home } from "./home.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";

/** Where on a pull request something was said to a plan. */
export interface SaidOn {
  readonly pullRequest: IssueRef;
  /** Of an open one. */
  readonly head?: CommitSha;
  /** A note on the plan's issue leads back to it. */
  readonly noted: boolean;
  /** Why a statement cannot be taken here, where it cannot. */
  readonly objection?: Objection;
}

export interface Objection {
  readonly reason: string;
  readonly wayOut: string;
}

/** A comment, and where it stands. */
export interface SpokenHere extends Spoken {
  readonly issue: IssueRef;
  /** Absent on the plan's own issues. */
  readonly on?: SaidOn;
}

export interface PullRequestsInput {
  readonly github: GitHub;
  readonly home: Home;
  readonly observed: Observed;
  readonly path: string;
  /** Paths of every plan of the home, this one included. */
  readonly paths: readonly string[];
  readonly deployment: string;
}

/**
 * What is said to a plan on pull requests against the default branch: on the open ones, and on those that a note of
 * ours among `onIssues` leads to, whatever became of them.
 */
export async function hearPullRequests(
  input: PullRequestsInput,
  onIssues: readonly SpokenHere[],
): Promise<Known<readonly SpokenHere[]>> {
  const { github, home } = input;
  const repository = home.facts.name;
  const noted = notedOn(onIssues);
  const open = await attempt(
    "Comments of the open pull requests",
    github.conversations(repository, home.facts.defaultBranch),
  );
  if (open.kind === "unknown") return open;
  const heard: SpokenHere[] = [];
  for (const conversation of open.value) {
    const { pullRequest, head, comments } = conversation;
    const isNoted = noted.delete(pullRequest.number);
    const place = isNoted ? {} : placeOf(conversation, input, noted.size);
    if (place === undefined) continue;
    const on = { pullRequest, head, noted: isNoted, ...place };
    heard.push(...comments.map((comment) => ({ ...comment, issue: pullRequest, on })));
  }
  for (const number of noted) {
    const issue = { repository, number };
    const comments = await attempt(`Comments of ${repository}#${number}`, github.comments(issue));
    if (comments.kind === "unknown") return comments;
    const on = { pullRequest: issue, noted: true, objection: closed };
    heard.push(...comments.value.map((comment) => ({ ...comment, issue, on })));
  }
  return known(heard);
}

/** Pull requests where plangate took a statement to a gate that no note leads back to yet. */
export function unnotedOn(spoken: readonly SpokenHere[]): readonly IssueRef[] {
  const found = new Map<string, IssueRef>();
  for (const [key, comments] of Map.groupBy(spoken, ({ issue }) => issueKey(issue))) {
    const on = comments[0]?.on;
    if (on === undefined || on.noted) continue;
    const answers = [...answersByComment(comments).values()];
    const isTaken = answers.some(({ markers }) => markers.some(({ wording }) => wording !== undefined));
    if (isTaken) found.set(key, on.pullRequest);
  }
  return [...found.values()];
}

const closed: Objection = {
  reason: "the pull request is closed",
  wayOut: "say it on the plan's issue",
};

/** Numbers of the pull requests that our own unedited notes name. */
function notedOn(onIssues: readonly SpokenHere[]): Set<IssueNumber> {
  const notes = onIssues.filter(({ own, edited }) => own && !edited);
  const numbers = notes.flatMap(({ body }) => readHeardNote(body) ?? []);
  return new Set(numbers.map((number) => number as IssueNumber));
}

/**
 * Whether a pull request speaks to this plan: as the only one of its home, or as the only one of which it names an
 * issue. Where that cannot be told, the first plan says so. Undefined: another one's matter.
 */
function placeOf(
  { title, body }: ConversationFacts,
  input: PullRequestsInput,
  notes: number,
): { readonly objection?: Objection } | undefined {
  const { path, paths } = input;
  const [named, ...more] = plansNamed(`${title}\n${body}`, input);
  const owner = more.length > 0 ? undefined : (named ?? (paths.length === 1 ? path : undefined));
  if (owner !== undefined && owner !== path) return undefined;
  if (owner === undefined && paths[0] !== path) return undefined;
  if (owner === undefined) {
    const reason =
      named === undefined
        ? "there are several plans here, and the pull request names an issue of none"
        : "the pull request names issues of several plans";
    return { objection: { reason, wayOut: "say it on the issue of the plan that is meant" } };
  }
  const full = `statements were made on ${notesMax} pull requests already, and no more are kept in mind`;
  if (notes < notesMax) return {};
  return { objection: { reason: full, wayOut: closed.wayOut } };
}

/** Paths of the plans of this home whose issues a text names. */
function plansNamed(text: string, { home, observed, deployment }: PullRequestsInput): readonly string[] {
  const issues = observedIssues(observed);
  const plans = issueReferences(text, home.facts.name).flatMap((ref) => {
    const issue = issues.get(issueKey(ref));
    const read = issue?.own === true ? readBody(issue.body) : undefined;
    const marker = read === undefined || read.kind === "none" ? undefined : read.marker;
    const isOurs = marker?.home === home.facts.id && marker.deployment === deployment;
    return isOurs ? [marker.plan] : [];
  });
  return [...new Set(plans)];
}
