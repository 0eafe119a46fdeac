import { issueJson } from "../represent/issue-json.ts";
import { pullJson } from "../represent/pull-json.ts";
import type { Issue } from "../state/issue.ts";
import type { Act } from "./act.ts";

/** Records an entry for `/issues/{n}/events`. */
export function record(
  act: Act,
  issue: Issue,
  entry: { event: string; extra?: Record<string, unknown> },
): void {
  const { world, actor } = act;
  const id = world.ids.next("event");
  issue.events.push({
    id,
    nodeId: world.ids.node("EV", id),
    event: entry.event,
    actor: actor.account,
    app: actor.app,
    createdAt: world.now(),
    extra: entry.extra ?? {},
  });
}

/** Sends `issues` or, for a pull request, `pull_request`. */
export function emitIssue(
  act: Act,
  issue: Issue,
  more: { action: string; extra?: Record<string, unknown> },
): void {
  const { world, repository, actor } = act;
  const { action, extra = {} } = more;
  if (issue.pull === null) {
    const payload = (): Record<string, unknown> => ({ issue: issueJson(world, issue), ...extra });
    world.emit({ event: "issues", action, repository, actor, payload });
    return;
  }
  const payload = (): Record<string, unknown> => ({
    number: issue.number,
    pull_request: pullJson(world, issue),
    ...extra,
  });
  world.emit({ event: "pull_request", action, repository, actor, payload });
}
