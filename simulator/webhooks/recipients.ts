import type { App, Installation } from "../state/app.ts";
import type { World, WorldEvent } from "../state/world.ts";

/** Sent to every App without subscribing. */
const ALWAYS: ReadonlySet<string> = new Set(["installation", "installation_repositories"]);

/** The permission an App needs to hear of an event. */
const PERMISSION: Readonly<Record<string, string>> = {
  push: "contents",
  create: "contents",
  delete: "contents",
  release: "contents",
  issues: "issues",
  issue_comment: "issues",
  sub_issues: "issues",
  issue_dependencies: "issues",
  label: "issues",
  milestone: "issues",
  pull_request: "pull_requests",
  check_run: "checks",
  check_suite: "checks",
  status: "statuses",
  merge_group: "merge_queues",
  repository: "metadata",
  repository_ruleset: "administration",
  workflow_run: "actions",
};

/** The Apps that hear of an event, each with its installation. */
export function recipientsOf(world: World, event: WorldEvent): { app: App; installation: Installation }[] {
  if (event.installation !== undefined)
    return [{ app: event.installation.app, installation: event.installation }];
  const { repository } = event;
  if (repository === undefined) return [];
  return [...world.installations.values()]
    .filter((one) => one.account === repository.owner && one.suspendedAt === undefined)
    .filter((one) => one.repositories === "all" || one.repositories.has(repository.id))
    .filter((one) => event.onlyApp === undefined || event.onlyApp === one.app)
    .filter((one) => event.onlyApp !== undefined || hears(one, event.event))
    .map((installation) => ({ app: installation.app, installation }));
}

function hears(installation: Installation, event: string): boolean {
  if (ALWAYS.has(event)) return true;
  const needed = PERMISSION[event];
  // Comments on pull requests are heard with either permission.
  const alternatives =
    event === "issue_comment" || event === "label" || event === "milestone" ? ["pull_requests"] : [];
  const permitted =
    needed === "metadata" ||
    [needed, ...alternatives].some((name) => name !== undefined && name in installation.permissions);
  return permitted && (installation.events.includes(event) || autoSubscribed(installation, event));
}

// "checks: write" subscribes an App to these.
function autoSubscribed(installation: Installation, event: string): boolean {
  return (event === "check_run" || event === "check_suite") && installation.permissions["checks"] === "write";
}
