import type { BlockerFact } from "../model/evidence.ts";
import type { Release, Task } from "../model/plan.ts";
import { describeIssue } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { isSameVersion } from "../model/version.ts";
import type { About } from "./answer.ts";
import { leaf, listed, pass, pending, quoted } from "./answer.ts";
import type { Case } from "./case.ts";
import type { Standing } from "./standing.ts";
import { isTagged, taskState } from "./standing.ts";

const criterion = (key: string, title: string): About => ({ kind: "criterion", key, title });

/** One criterion over all of `tasks`; none where there are none. */
export function tasksNode(on: Case, tasks: readonly Task[]): VerdictNode[] {
  if (tasks.length === 0) return [];
  const states = tasks.map((task) => ({ task, ...taskState(on, task) }));
  const dropped = states.filter(({ state }) => state === "dropped");
  const droppedBy = [...new Set(dropped.flatMap(({ by }) => by ?? []))];
  const by = droppedBy.length === 0 ? "" : ` by ${listed(droppedBy)}`;
  const also = dropped.length === 0 ? "" : `; ${dropped.length} dropped as not planned${by}`;
  const open = states.filter(({ state }) => state === "open").map(({ task }) => task.id ?? quoted(task.text));
  const count = tasks.length === 1 ? "1 task" : `${tasks.length} tasks`;
  const about = criterion("tasks", "tasks");
  if (open.length > 0) {
    const are = `${open.length} of ${count} ${open.length === 1 ? "is" : "are"} open: ${listed(open)}${also}`;
    return [leaf(about, pending(are, "do and tick what is open: who may edit the plan"))];
  }
  if (dropped.length === tasks.length) {
    return [leaf(about, { verdict: "skipped", reason: `all of ${count} dropped as not planned${by}` })];
  }
  const done = tasks.length === 1 ? "the 1 task is done" : `all ${tasks.length} tasks are done`;
  return [leaf(about, pass(`${dropped.length === 0 ? done : `${count} are settled`}${also}`))];
}

/** That a version is tagged: before the phase that declares it is done. */
export function releasedNode(on: Case, release: Release, standing: Pick<Standing, "releases">): VerdictNode {
  const { version } = release;
  const about = { ...criterion(`release:${version}`, `${version} is released`), line: release.line };
  const state = standing.releases.get(version);
  if (state === "tagged") return leaf(about, pass(`${version} is tagged`));
  if (state === "skipped") return leaf(about, { verdict: "skipped", reason: `${version} is skipped` });
  return leaf(about, pending(whyNotTagged(on, version), wayToTag(version)));
}

export function whyNotTagged(on: Case, version: string): string {
  const { tags } = on.evidence;
  return tags.kind === "unknown" ? tags.reason : `${version} is not tagged`;
}

export function wayToTag(version: string): string {
  return `release ${version}: who may release it`;
}

/** That no lower version the plan declares is still to come. */
export function orderNode(on: Case, release: Release, standing: Standing): VerdictNode[] {
  if (on.settings.releases.order === "off") return [];
  const lower = standing.lower.get(release.version) ?? [];
  const about = criterion("order", "lower versions are released or skipped");
  const open = lower.filter((version) => standing.releases.get(version) === "open");
  if (lower.length === 0) return [leaf(about, pass("the plan declares no lower version"))];
  const count = lower.length === 1 ? "the 1 lower version" : `all ${lower.length} lower versions`;
  if (open.length === 0) {
    return [leaf(about, pass(`${count} ${lower.length === 1 ? "is" : "are"} tagged or skipped`))];
  }
  const unknown = on.evidence.tags.kind === "unknown" ? `: ${on.evidence.tags.reason}` : "";
  const reason = `${open.length} of ${lower.length} lower ${lower.length === 1 ? "version is" : "versions are"} neither tagged nor skipped: ${listed(open)}`;
  const wayOut = `release ${listed(open)} first: who may release; or set releases.order to off`;
  return [leaf(about, pending(`${reason}${unknown}`, wayOut))];
}

/** That no open issue with a blocker label holds the version. */
export function blockersNode(on: Case, version: string): VerdictNode {
  const about = criterion("blockers", "no open blocker issue");
  const { blockers } = on.evidence;
  const wayOut = "close each blocker issue or take its label off: who works on it";
  if (blockers.kind === "unknown") {
    return leaf(about, pending(blockers.reason, "let plangate read the issues: who keeps the repository"));
  }
  const holding = blockers.value.filter((blocker) => holds(on, blocker, version));
  if (holding.length === 0) return leaf(about, pass("no blocker issue is open"));
  const names = holding.map((blocker) => `${describeIssue(blocker.issue)} ${quoted(blocker.title)}`);
  const evidence = holding.map(({ issue }) => ({
    text: describeIssue(issue),
  }));
  return leaf(about, {
    verdict: "fail",
    reason: `${holding.length === 1 ? "1 blocker issue is" : `${holding.length} blocker issues are`} open: ${listed(names)}`,
    wayOut,
    evidence,
  });
}

/**
 * A blocker holds the version of its milestone, else those its title names, else every one. Versions that nothing here
 * releases (`Node v24.1.0`) name none.
 */
function holds(on: Case, blocker: BlockerFact, version: string): boolean {
  const relevant = [version, ...on.plan.releases.map((release) => release.version)].map(withoutPrefix);
  for (const text of [blocker.milestone ?? "", blocker.title]) {
    const named = versionsIn(text).filter((name) => relevant.some((other) => isSameVersion(name, other)));
    if (named.length > 0) return named.some((name) => isSameVersion(name, withoutPrefix(version)));
  }
  return true;
}

function versionsIn(text: string): string[] {
  const words = text
    .slice(0, 1_000)
    .match(/(?<![\w.-])v?\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?![\w-])/gi);
  return (words ?? []).map((word) => withoutPrefix(word.toLowerCase()));
}

function withoutPrefix(version: string): string {
  return version.replace(/^v/i, "");
}

/** That nothing but its issue tells whether a phase is done. */
export function issueNode(on: Case, identity: string): VerdictNode {
  const about = criterion("issue", "its issue is closed as completed");
  const wayOut = "close the phase's issue as completed when it is done: who works on it";
  const { issues } = on.evidence;
  if (issues.kind === "unknown") return leaf(about, pending(issues.reason, wayOut));
  const subject = `phase:${identity}`;
  const fact = Object.hasOwn(issues.value, subject) ? issues.value[subject] : undefined;
  if (fact?.closedByUs === true) {
    const again = "reopen the phase's issue, and close it as completed when it is done: who works on it";
    return leaf(about, pending("plangate closed its issue for what the plan asked then", again));
  }
  if (fact?.state === "closed" && fact.reason === "completed") {
    const by = fact.closedBy === undefined ? "" : ` by ${fact.closedBy}`;
    return leaf(about, pass(`closed as completed${by}`, [{ text: describeIssue(fact.issue) }]));
  }
  return leaf(about, pending("its issue is not closed as completed", wayOut));
}

/** Where a version is named that no plan declares, whether it is there. */
export function externalReleaseAnswer(on: Case, version: string) {
  if (isTagged(on, version)) return pass(`${version} is tagged`);
  return pending(whyNotTagged(on, version), wayToTag(version));
}
