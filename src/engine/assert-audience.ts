import type { Operation } from "../model/operation.ts";
import type { RepositoryName } from "../model/repository.ts";
import { isMoreVisible, isSameOwner } from "../model/repository.ts";
import type { Run } from "./apply-run.ts";
import { RetryableError } from "./errors.ts";

/**
 * Looks once more, right before a plan's words are written into another repository, who may read there and who may
 * read the plan: either may have been shown to more people, or given away, since everything was decided. Then nothing
 * that was decided is written, and everything is looked at anew.
 */
export async function assertAudience(run: Run, operation: Operation): Promise<void> {
  const name = shownIn(operation);
  const { home } = run.input.observed;
  if (name === undefined || name === home.name) return;
  const there = await (await run.input.connect(name)).repository(name);
  const here = await (await run.input.connect(home.id)).repository(home.id);
  if (isSameOwner(there.name, here.name) && !isMoreVisible(there, here)) return;
  throw new RetryableError(
    `Cannot write into ${name}: since it was looked at, ${name} (${there.visibility}) and ${here.name} (${here.visibility}) are no longer for the same people`,
  );
}

/** The repository that an operation's words are shown in; undefined where it has none but numbers and states. */
function shownIn(operation: Operation): RepositoryName | undefined {
  switch (operation.kind) {
    case "create-label":
    case "create-milestone":
    case "create-issue":
    case "post-check":
    case "draft-release":
      return operation.repository;
    case "update-issue":
    case "comment":
      return operation.issue.repository;
    // The plan's own repository, or nothing that anybody wrote.
    case "commit-plan":
    case "propose-plan":
    case "close-proposal":
    case "link-sub-issue":
    case "add-dependency":
    case "remove-dependency":
    case "react":
    case "create-tag":
    case "publish-release":
    case "withdraw-release":
      return undefined;
  }
}
