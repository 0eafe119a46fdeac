import { GitHubError, notFound } from "../http/github-error.ts";
import { issueJson, repositoryOf } from "../represent/issue-json.ts";
import { repositoryJson } from "../represent/repository-json.ts";
import type { Issue } from "../state/issue.ts";
import type { Act } from "./act.ts";
import { record } from "./issue-event.ts";

const CHILDREN_MAX = 100;
const LEVELS_MAX = 8;

/** Makes `child` a sub-issue of `parent`, in any repository of the same owner. Closed children count. */
export function addSubIssue(act: Act, parent: Issue, given: { child: Issue; replaceParent: boolean }): void {
  const { child, replaceParent } = given;
  if (child.parent === parent) throw refused("Issue may not contain duplicate sub-issues");
  if (child.pull !== null || parent.pull !== null) throw refused("Sub issue may only be an issue");
  if (child === parent || ancestorsOf(parent).includes(child)) {
    throw refused("Sub issue may not create a circular dependency");
  }
  if (repositoryOf(act.world, child).owner !== repositoryOf(act.world, parent).owner) {
    throw refused("Sub issue must belong to the same repository owner as the parent issue");
  }
  if (parent.subIssues.length >= CHILDREN_MAX) {
    throw refused(`Parent cannot have more than ${CHILDREN_MAX} sub-issues`);
  }
  if (ancestorsOf(parent).length + 1 + heightOf(child) > LEVELS_MAX) {
    throw refused(`Sub-issues may not be nested more than ${LEVELS_MAX} levels deep`);
  }
  if (child.parent !== null) {
    if (!replaceParent) throw refused("Sub issue may only have one parent");
    removeSubIssue(act, child.parent, child);
  }
  child.parent = parent;
  parent.subIssues.push(child);
  tell(act, { parent, child, done: "added" });
}

export function removeSubIssue(act: Act, parent: Issue, child: Issue): void {
  const at = parent.subIssues.indexOf(child);
  if (at === -1) throw notFound();
  parent.subIssues.splice(at, 1);
  child.parent = null;
  tell(act, { parent, child, done: "removed" });
}

/** Moves a sub-issue before or after a sibling. */
export function moveSubIssue(
  parent: Issue,
  child: Issue,
  to: { afterId?: number | undefined; beforeId?: number | undefined },
): void {
  const sibling = parent.subIssues.find((one) => one.id === (to.afterId ?? to.beforeId));
  if (!parent.subIssues.includes(child) || sibling === undefined) throw notFound();
  parent.subIssues.splice(parent.subIssues.indexOf(child), 1);
  const at = parent.subIssues.indexOf(sibling);
  parent.subIssues.splice(to.afterId === undefined ? at : at + 1, 0, child);
}

function refused(message: string): GitHubError {
  const errors = [{ resource: "SubIssue", code: "custom", message }];
  return new GitHubError(
    422,
    `An error occurred while adding the sub-issue to the parent issue. ${message}`,
    {
      errors,
    },
  );
}

function ancestorsOf(issue: Issue): Issue[] {
  const found: Issue[] = [];
  for (let at = issue.parent; at !== null; at = at.parent) found.push(at);
  return found;
}

function heightOf(issue: Issue): number {
  return 1 + Math.max(0, ...issue.subIssues.map(heightOf));
}

// Two deliveries per link: one in the parent's repository, one in the child's.
function tell(act: Act, link: { parent: Issue; child: Issue; done: "added" | "removed" }): void {
  const { world, actor } = act;
  const { parent, child, done } = link;
  parent.updatedAt = world.now();
  child.updatedAt = world.now();
  record(act, parent, { event: `sub_issue_${done}` });
  record(act, child, { event: `parent_issue_${done}` });
  const parentRepository = repositoryOf(world, parent);
  const childRepository = repositoryOf(world, child);
  const both = (): Record<string, unknown> => ({
    sub_issue_id: child.id,
    sub_issue: issueJson(world, child),
    parent_issue_id: parent.id,
    parent_issue: issueJson(world, parent),
  });
  const event = "sub_issues";
  world.emit({
    event,
    action: `sub_issue_${done}`,
    repository: parentRepository,
    actor,
    payload: () => ({ ...both(), sub_issue_repo: repositoryJson(world, childRepository) }),
  });
  world.emit({
    event,
    action: `parent_issue_${done}`,
    repository: childRepository,
    actor,
    payload: () => ({ ...both(), parent_issue_repo: repositoryJson(world, parentRepository) }),
  });
}
