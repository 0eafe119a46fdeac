import { GitHubError, notFound } from "../http/github-error.ts";
import { issueJson, repositoryOf } from "../represent/issue-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { Issue } from "../state/issue.ts";
import type { Act } from "./act.ts";
import { record } from "./issue-event.ts";

const BLOCKERS_MAX = 50;

/** Says that `issue` is blocked by `blocker`; both must be issues. */
export function addBlocker(act: Act, issue: Issue, blocker: Issue): void {
  if (blocker.pull !== null || issue.pull !== null) throw refused("Target issue may only be an issue");
  if (blocker === issue) throw refused("Source issue and target issue cannot be the same");
  if (issue.blockedBy.includes(blocker)) throw refused("Target issue has already been taken");
  if (waitsFor(blocker, issue)) throw refused("Target issue would create a circular dependency");
  if (issue.blockedBy.length >= BLOCKERS_MAX)
    throw refused(`An issue may have at most ${BLOCKERS_MAX} dependencies`);
  issue.blockedBy.push(blocker);
  blocker.blocking.push(issue);
  tell(act, { issue, blocker, done: "added" });
}

export function removeBlocker(act: Act, issue: Issue, blocker: Issue): void {
  if (!issue.blockedBy.includes(blocker)) throw notFound();
  issue.blockedBy.splice(issue.blockedBy.indexOf(blocker), 1);
  blocker.blocking.splice(blocker.blocking.indexOf(issue), 1);
  tell(act, { issue, blocker, done: "removed" });
}

function refused(message: string): GitHubError {
  return new GitHubError(422, "Validation Failed", { errors: [message] });
}

function waitsFor(issue: Issue, other: Issue, seen = new Set<Issue>()): boolean {
  if (issue === other) return true;
  if (seen.has(issue)) return false;
  seen.add(issue);
  return issue.blockedBy.some((blocker) => waitsFor(blocker, other, seen));
}

function tell(act: Act, link: { issue: Issue; blocker: Issue; done: "added" | "removed" }): void {
  const { world, actor } = act;
  const { issue, blocker, done } = link;
  issue.updatedAt = world.now();
  blocker.updatedAt = world.now();
  record(act, issue, { event: `blocked_by_${done}` });
  record(act, blocker, { event: `blocking_${done}` });
  const blocked = repositoryOf(world, issue);
  const blocking = repositoryOf(world, blocker);
  const both = (): Record<string, unknown> => ({
    blocked_issue_id: issue.id,
    blocked_issue: issueJson(world, issue),
    blocking_issue_id: blocker.id,
    blocking_issue: issueJson(world, blocker),
  });
  const event = "issue_dependencies";
  world.emit({
    event,
    action: `blocked_by_${done}`,
    repository: blocked,
    actor,
    payload: () => ({ ...both(), blocking_issue_repo: repositoryJson(world, blocking) }),
  });
  world.emit({
    event,
    action: `blocking_${done}`,
    repository: blocking,
    actor,
    payload: () => ({ ...both(), blocked_issue_repo: repositoryJson(world, blocked) }),
  });
}
