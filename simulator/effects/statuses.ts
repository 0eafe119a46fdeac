import { GitHubError } from "../http/github-error.ts";
import { commitJson } from "../represent/git-json.ts";
import { isoTime } from "../state/clock.ts";
import type { CommitStatus } from "../state/check-run.ts";
import { fullName } from "../state/repository.ts";
import type { Act } from "./act.ts";

const PER_CONTEXT_MAX = 1000;

export function createStatus(
  act: Act,
  sha: string,
  given: { state: string; context?: string; description?: string | null; target_url?: string | null },
): CommitStatus {
  const { world, repository, actor } = act;
  if (!repository.git.commits.has(sha)) throw new GitHubError(422, `No commit found for SHA: ${sha}`);
  const context = given.context ?? "default";
  const same = repository.statuses.filter((one) => one.sha === sha && one.context === context);
  if (same.length >= PER_CONTEXT_MAX) {
    throw new GitHubError(422, "Validation Failed", {
      errors: ["This SHA and context has reached the maximum number of statuses."],
    });
  }
  const id = world.ids.next("status");
  const status: CommitStatus = {
    id,
    nodeId: world.ids.node("SC", id),
    sha,
    state: given.state,
    context,
    description: given.description ?? null,
    targetUrl: given.target_url ?? null,
    creator: actor.account,
    app: actor.app,
    createdAt: world.now(),
  };
  repository.statuses.push(status);
  const payload = (): Record<string, unknown> => ({
    id,
    sha,
    name: fullName(repository),
    avatar_url: `${world.htmlUrl}/avatars/${actor.account.id}`,
    target_url: status.targetUrl,
    context,
    description: status.description,
    state: status.state,
    commit: commitJson(world, repository, sha),
    branches: [],
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.createdAt),
  });
  world.emit({ event: "status", action: undefined, repository, actor, payload });
  return status;
}
