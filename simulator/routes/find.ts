import { numberParam, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import type { Issue, IssueComment } from "../state/issue.ts";
import { fullName } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** The issue (or pull request) of `{issue_number}` or `{pull_number}`; 410 when deleted, 301 when transferred. */
export function issueOfCall(call: Call, name = "issue_number"): Issue {
  const repository = repositoryOfCall(call);
  const number = numberParam(call, name);
  const issue = repository.issues.get(number);
  if (issue !== undefined) {
    if (call.route.method === "GET") checkReplica(call.world, issue.createdAt);
    return issue;
  }
  const gone = repository.gone.get(number);
  if (gone === undefined || gone.answer === 404) throw notFound();
  if (gone.answer === 301) throw movedTo(call, `/repos/${fullName(repository)}/issues/${NOWHERE}`);
  if (gone.movedTo === undefined) throw new GitHubError(410, "This issue was deleted");
  const to = call.world.repositories.get(gone.movedTo.repositoryId);
  if (to === undefined) throw notFound();
  throw movedTo(call, `/repos/${fullName(to)}/issues/${gone.movedTo.number}`);
}

/** No issue has this number. */
const NOWHERE = 999_999_999;

function movedTo(call: Call, path: string): GitHubError {
  const status = call.route.method === "GET" ? 301 : 307;
  return new GitHubError(status, "Moved Permanently", { headers: { location: call.world.url + path } });
}

/** An issue by its database id, anywhere that the world knows. */
export function issueById(world: World, id: number): Issue {
  for (const repository of world.repositories.values()) {
    for (const issue of repository.issues.values()) if (issue.id === id) return issue;
  }
  throw notFound();
}

export function commentOfCall(call: Call): IssueComment {
  const comment = repositoryOfCall(call).comments.get(numberParam(call, "comment_id"));
  if (comment === undefined) throw notFound();
  if (call.route.method === "GET") checkReplica(call.world, comment.createdAt);
  return comment;
}

/** Throws 404 for what is so new that a lagging replica does not know it yet. */
export function checkReplica(world: World, createdAt: Date): void {
  if (world.now().getTime() - createdAt.getTime() < world.lies.replicaLagMs) throw notFound();
}

/** Whether lists show it already. */
export function isListed(world: World, createdAt: Date): boolean {
  return world.now().getTime() - createdAt.getTime() >= world.lies.listLagMs;
}
