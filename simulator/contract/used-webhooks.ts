/** The webhooks that the simulator sends, by the names of GitHub's description. */
export const usedWebhooks: readonly string[] = [
  "push",
  "create",
  "delete",
  "status",
  ...named("issues", ["opened", "edited", "closed", "reopened", "deleted", "transferred"]),
  ...named("issues", ["labeled", "unlabeled", "assigned", "unassigned", "milestoned", "demilestoned"]),
  ...named("issue-comment", ["created", "edited", "deleted"]),
  ...named("pull-request", ["opened", "edited", "closed", "reopened", "synchronize", "ready-for-review"]),
  ...named("pull-request", ["labeled", "unlabeled", "assigned", "unassigned", "milestoned", "demilestoned"]),
  ...named("check-run", ["created", "completed", "rerequested", "requested-action"]),
  ...named("check-suite", ["requested"]),
  ...named("release", [
    "created",
    "edited",
    "published",
    "unpublished",
    "released",
    "prereleased",
    "deleted",
  ]),
  ...named("label", ["created", "edited", "deleted"]),
  ...named("milestone", ["created", "edited", "opened", "closed", "deleted"]),
  ...named("sub-issues", [
    "parent-issue-added",
    "parent-issue-removed",
    "sub-issue-added",
    "sub-issue-removed",
  ]),
  ...named("issue-dependencies", [
    "blocked-by-added",
    "blocked-by-removed",
    "blocking-added",
    "blocking-removed",
  ]),
  ...named("repository", ["renamed", "publicized", "privatized", "archived", "deleted", "transferred"]),
  ...named("installation", ["created", "deleted", "suspend", "unsuspend", "new-permissions-accepted"]),
  ...named("installation-repositories", ["added", "removed"]),
  ...named("merge-group", ["checks-requested"]),
];

function named(event: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${event}-${action}`);
}
