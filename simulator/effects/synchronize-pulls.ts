import { isAncestor } from "../git/history.ts";
import { pullOf } from "../represent/pull-json.ts";
import type { Act } from "./act.ts";
import { emitIssue } from "./issue-event.ts";

/** Lets open pull requests follow their branch: from it (`synchronize`) and onto it (their base moves). */
export function synchronizePulls(
  act: Act,
  move: { branch: string; before: string | undefined; after: string },
): void {
  const { world, repository } = act;
  for (const base of world.repositories.values()) {
    for (const issue of base.issues.values()) {
      if (issue.pull === null || issue.state !== "open") continue;
      const pull = pullOf(issue);
      if (base === repository && pull.baseRef === move.branch) pull.baseSha = move.after;
      if (pull.headRepositoryId !== repository.id || pull.headRef !== move.branch) continue;
      const before = pull.headSha;
      pull.headSha = move.after;
      issue.updatedAt = world.now();
      base.git.absorb(repository.git);
      base.refs.set(`refs/pull/${issue.number}/head`, move.after);
      if (isAncestor(base.git, move.after, pull.baseSha)) continue;
      emitIssue({ ...act, repository: base }, issue, {
        action: "synchronize",
        extra: { before, after: move.after },
      });
    }
  }
}
