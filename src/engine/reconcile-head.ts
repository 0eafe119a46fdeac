import type { Annotation, Operation } from "../model/operation.ts";
import type { Gate } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha, IssueRef, RepositoryId } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { issueReferences } from "../evidence/issue-references.ts";
import type { SelfReported } from "../gates/self-reported.ts";
import { selfReported } from "../gates/self-reported.ts";
import { settingsProblems } from "../gates/settings-problems.ts";
import { gateReport } from "../report/gate-report.ts";
import { previewMarkdown } from "../report/preview.ts";
import { pullRequestReport } from "../report/pull-request-report.ts";
import type { PlanPart } from "../report/pull-request-report.ts";
import { apply } from "./apply.ts";
import { attempt } from "./attempt.ts";
import { decidePlan } from "./decide-plan.ts";
import { readMetrics } from "./gather-metrics.ts";
import { gatherPlan } from "./gather-plan.ts";
import type { Situation, Unreadable } from "./gather-plan.ts";
import type { GitHub, PullRequestFacts } from "./github.ts";
import { plansOf, readHome, settingsPath } from "./home.ts";
import type { Home } from "./home.ts";
import { gatherWatch } from "./incidents.ts";
import { issueKey } from "./observed-issues.ts";
import type { Ports } from "./ports.ts";
import type { ReconcileResult } from "./reconcile-result.ts";
import type { Round } from "./round.ts";
import { announceCheck, sayCheck } from "./say-check.ts";
import { waitOf } from "./wait-of.ts";

const checkName = "plangate";

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
  const pullRequests = await github.openPullRequests(home.facts.name);
  const pullRequest = pullRequests.find((one) => one.head === of.commit);
  if (pullRequest === undefined) return nothing;

  const where = { repository: home.facts.name, commit: of.commit, name: checkName };
  const before = await github.ownChecks(home.facts.name, of.commit);
  await say(announceCheck(where, before), home, round);
  const words = await wordsOf(pullRequest, home, round);
  const after = before.some((check) => check.name === checkName)
    ? before
    : await github.ownChecks(home.facts.name, of.commit);
  const outcomes = await say(sayCheck({ ...where, ...words }, after), home, round);
  const wait = waitOf(outcomes);
  if (wait !== undefined) return { kind: "parked", until: wait.until, mark: [], note: wait.reason };
  return { kind: "clean", mark: [], note: `pull request #${pullRequest.number}: ${words.conclusion}` };
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

interface HeadWords {
  readonly conclusion: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

async function wordsOf(pullRequest: PullRequestFacts, home: Home, round: Round): Promise<HeadWords> {
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
  { pullRequest, home, changed }: Touched,
  { github, ports }: Round,
): Promise<{ readonly part: PlanPart; readonly problems: readonly Problem[] }> {
  const present = await gatherPlan({ repository: home.facts.id, path }, github, ports);
  const isChanged = changed.has(path) || changed.has(settingsPath);
  // A stranger's settings could name any repository of the owner: nothing is looked at on their word.
  const proposed =
    isChanged && !(pullRequest.fork && changed.has(settingsPath))
      ? await gatherPlan({ repository: home.facts.id, path, at: pullRequest.head }, github, ports)
      : undefined;
  const preview = proposed?.kind === "known" ? await previewOf(proposed, github, ports) : undefined;
  const problems = [
    ...(changed.has(path) ? (proposed?.parsed?.problems ?? []) : []),
    ...(proposed?.kind === "known" ? settingsProblems(proposed.parsed.plan, proposed.settings) : []),
  ].map((problem) => ({ ...problem, path }));
  const numbers = present.kind === "known" ? await ownNumbers(present, pullRequest, { github, ports }) : [];
  return {
    part: {
      path,
      ...(present.kind === "unreadable" && proposed?.kind !== "known" ? { unreadable: present.reason } : {}),
      ...(present.kind === "known" ? { gates: gateReport(atHand(present, pullRequest)) } : {}),
      ...(numbers.length === 0 ? {} : { ownNumbers: { numbers, fork: pullRequest.fork } }),
      ...(preview === undefined ? {} : { preview }),
      changedGates: changedGates(present, proposed),
    },
    problems,
  };
}

/** What the pull request's own workflow measured, against the gates of the default branch. */
async function ownNumbers(
  { parsed, settings, evidence, home }: Situation,
  { head }: PullRequestFacts,
  { github, ports }: Pick<Round, "github" | "ports">,
): Promise<readonly SelfReported[]> {
  if (evidence.metrics === undefined) return [];
  const read = await attempt("Reports of the pull request", readMetrics(github, home.facts.name, head));
  if (read.kind === "unknown") return [];
  const question = { plan: parsed.plan, settings, evidence, now: ports.now() };
  return selfReported(question, read.value);
}

/** What merging would do, as markdown. */
async function previewOf(proposed: Situation, github: GitHub, ports: Ports): Promise<string> {
  const decision = decidePlan(proposed, await gatherWatch(proposed, github), ports.webUrl);
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

/** Gates of the default branch that the proposed plan has no more, or in other words. */
function changedGates(
  present: Situation | Unreadable,
  proposed: Situation | Unreadable | undefined,
): readonly Gate[] {
  if (present.kind === "unreadable" || proposed === undefined) return [];
  const words = new Set(proposed.parsed?.plan.gates.map((gate) => gate.wording) ?? []);
  return present.parsed.plan.gates.filter((gate) => !words.has(gate.wording));
}

function conclude(
  parts: readonly PlanPart[],
  problems: readonly Problem[],
  enforced: boolean,
): HeadWords["conclusion"] {
  if (problems.length > 0) return "failure";
  if (parts.some((part) => part.gates?.startsLet === false)) return enforced ? "action_required" : "neutral";
  const misses = parts.some((part) => part.ownNumbers?.numbers.some(({ verdict }) => verdict === "fail"));
  return misses || parts.some((part) => part.unreadable !== undefined) ? "neutral" : "success";
}

function toAnnotation({ path, line, rule, message }: Problem): Annotation {
  return { path: path ?? settingsPath, line, level: "failure", title: rule, message };
}
