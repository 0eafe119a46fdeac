import type { Annotation, Operation } from "../model/operation.ts";
import type { Known } from "../model/known.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha, IssueRef } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { issueReferences } from "../evidence/issue-references.ts";
import type { SelfReported } from "../gates/self-reported.ts";
import { selfReported } from "../gates/self-reported.ts";
import { settingsProblems } from "../gates/settings-problems.ts";
import { previewMarkdown } from "../report/preview.ts";
import { pullRequestReport } from "../report/pull-request-report.ts";
import type { PlanPart } from "../report/pull-request-report.ts";
import { attempt } from "./attempt.ts";
import { decidePlan } from "./decide-plan.ts";
import { readKept } from "./gather-metrics.ts";
import { gatherPlan } from "./gather-plan.ts";
import type { Situation, Unreadable } from "./gather-plan.ts";
import type { GitHub, PullRequestFacts } from "./github.ts";
import { plansOf, readHome, settingsPath } from "./home.ts";
import type { Home } from "./home.ts";
import { gatherWatch } from "./incidents.ts";
import { judgeHead } from "./judge-head.ts";
import { issueKey } from "./observed-issues.ts";
import type { Ports } from "./ports.ts";
import type { Round } from "./round.ts";

/** The open pull request at a commit, be it its own head or that of the merge group it is the last of. */
export async function pullRequestAt(
  commit: CommitSha,
  { facts }: Home,
  github: GitHub,
): Promise<PullRequestFacts | undefined> {
  const pullRequests = await github.openPullRequests(facts.name);
  const own = pullRequests.find(({ head }) => head === commit);
  if (own !== undefined) return own;
  const queued = await github.queueHeads(facts.name, facts.defaultBranch);
  const group = queued.find(({ head }) => head === commit);
  return pullRequests.find(({ number }) => number === group?.pullRequest);
}

/** What the gates say to a pull request: the words of its check run, and of the Action's step summary. */
export interface HeadWords {
  readonly conclusion: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/**
 * Judged by the plan and settings of the default branch; what the pull request itself changes is only shown. Nothing is
 * written.
 */
export async function headWords(pullRequest: PullRequestFacts, home: Home, round: Round): Promise<HeadWords> {
  const changed = new Set(await round.github.changedPaths(home.facts.name, pullRequest.number));
  const touched = { pullRequest, home, changed };
  const { parts, problems } = await partsOf(touched, round);
  const report = pullRequestReport({ parts, problems });
  return {
    ...report,
    conclusion: conclude(parts, problems, home.settings?.enforcement === "enforce"),
    annotations: problems.map(toAnnotation),
  };
}

interface Touched {
  readonly pullRequest: PullRequestFacts;
  readonly home: Home;
  readonly changed: ReadonlySet<string>;
}

async function partsOf(
  touched: Touched,
  round: Round,
): Promise<{ readonly parts: readonly PlanPart[]; readonly problems: readonly Problem[] }> {
  const { pullRequest, home, changed } = touched;
  const problems: Problem[] = [];
  const proposed = changed.has(settingsPath)
    ? await readHome(round.github, home.facts.id, pullRequest.head)
    : home;
  if (proposed !== home) problems.push(...proposed.problems);
  const now = await plansOf(home, round.github);
  const then = proposed === home ? now : await plansOf(proposed, round.github);
  const parts: PlanPart[] = [];
  for (const path of new Set([...now, ...then].map((plan) => plan.path))) {
    const part = await partOf(path, touched, round);
    parts.push(part.part);
    problems.push(...part.problems);
  }
  return { parts, problems };
}

async function partOf(
  path: string,
  touched: Touched,
  round: Round,
): Promise<{ readonly part: PlanPart; readonly problems: readonly Problem[] }> {
  const { pullRequest, home, changed } = touched;
  const { github, ports } = round;
  const of = { repository: home.facts.id, path };
  const present = await gatherPlan(of, github, ports);
  const proposed = await proposedPlan(path, touched, round);
  const then = proposed?.kind === "known" ? proposed.value : undefined;
  const preview = then?.kind === "known" ? await previewOf(then, github, ports) : undefined;
  const problems = [
    ...(changed.has(path) ? (then?.parsed?.problems ?? []) : []),
    ...(then?.kind === "known" ? settingsProblems(then.parsed.plan, then.settings) : []),
    ...(proposed?.kind === "unknown" ? [unreadableProblem(proposed.reason)] : []),
  ].map((problem) => ({ ...problem, path }));
  const numbers = present.kind === "known" ? await ownNumbers(present, pullRequest, { github, ports }) : [];
  const judged =
    present.kind === "known"
      ? await judgeHead({ present, proposed: then, pullRequest, nodes: atHand(present, pullRequest) }, round)
      : { changes: [] };
  return {
    part: {
      path,
      ...(present.kind === "unreadable" && then?.kind !== "known" ? { unreadable: present.reason } : {}),
      ...(numbers.length === 0 ? {} : { ownNumbers: { numbers, fork: pullRequest.fork } }),
      ...(preview === undefined ? {} : { preview }),
      ...judged,
    },
    problems,
  };
}

/** The plan as the pull request would have it; undefined where it changes neither plan nor settings. */
async function proposedPlan(
  path: string,
  { pullRequest, home, changed }: Touched,
  { github, ports }: Round,
): Promise<Known<Situation | Unreadable> | undefined> {
  if (!changed.has(path) && !changed.has(settingsPath)) return undefined;
  // A stranger's settings could name any repository of the owner: nothing is looked at on their word.
  if (pullRequest.fork && changed.has(settingsPath)) return undefined;
  const of = { repository: home.facts.id, path, at: pullRequest.head };
  return attempt("What the pull request proposes", gatherPlan(of, github, ports));
}

function unreadableProblem(message: string): Problem {
  return { line: 1, column: 1, rule: "unreadable-plan", message };
}

/** What the pull request's own workflow measured, against the gates of the default branch. */
async function ownNumbers(
  { parsed, settings, evidence, home }: Situation,
  { head }: PullRequestFacts,
  { github, ports }: Pick<Round, "github" | "ports">,
): Promise<readonly SelfReported[]> {
  if (evidence.metrics === undefined) return [];
  const read = await attempt("Reports of the pull request", readKept(github, home.facts.name, head));
  if (read.kind === "unknown") return [];
  const question = { plan: parsed.plan, settings, evidence, now: ports.now() };
  return selfReported(question, read.value);
}

/** What merging would do, as markdown. */
async function previewOf(proposed: Situation, github: GitHub, ports: Ports): Promise<string> {
  const decision = decidePlan(proposed, await gatherWatch(proposed, { github, ports }), ports.webUrl);
  const operations = decision.operations.filter(isOfTheWorld);
  return previewMarkdown({ operations, home: proposed.home.facts.name, matches: proposed.matches });
}

/** What merging would write; what is said again on every head is not worth a line. */
function isOfTheWorld(operation: Operation): boolean {
  return operation.kind !== "post-check" && operation.kind !== "comment" && operation.kind !== "react";
}

/** Verdicts of the phases and releases whose issues, or whose tasks' issues, the pull request names. */
function atHand(situation: Situation, pullRequest: PullRequestFacts): readonly VerdictNode[] {
  const { parsed, matches, evaluation, home } = situation;
  const named = issueReferences(`${pullRequest.title}\n${pullRequest.body}`, home.facts.name);
  const wanted = new Set(named.map((ref: IssueRef) => issueKey(ref)));
  const subjects = new Set(
    [...matches].flatMap(([subject, ref]) => (wanted.has(issueKey(ref)) ? [subject] : [])),
  );
  const phases = new Set<string>();
  for (const phase of parsed.plan.phases) if (subjects.has(`phase:${phase.identity}`)) phases.add(phase.key);
  for (const task of parsed.plan.tasks) {
    if (task.phase !== undefined && subjects.has(`task:${task.identity}`)) phases.add(task.phase);
  }
  const whole = subjects.has("plan") && phases.size === 0 ? [evaluation.plan] : [];
  return [...whole, ...evaluation.phases.filter((node) => phases.has(node.key))];
}

function conclude(
  parts: readonly PlanPart[],
  problems: readonly Problem[],
  enforced: boolean,
): HeadWords["conclusion"] {
  if (problems.length > 0) return "failure";
  const isOwing = parts.some(
    ({ gates, changes }) => gates?.startsLet === false || changes.some(({ agreed }) => agreed.length === 0),
  );
  if (isOwing) return enforced ? "action_required" : "neutral";
  const misses = parts.some((part) => part.ownNumbers?.numbers.some(({ verdict }) => verdict === "fail"));
  return misses || parts.some((part) => part.unreadable !== undefined) ? "neutral" : "success";
}

function toAnnotation({ path, line, rule, message }: Problem): Annotation {
  return { path: path ?? settingsPath, line, level: "failure", title: rule, message };
}
