import { RuleViolation } from "../effects/check-rules.ts";
import { moveRef } from "../effects/refs.ts";
import { PushRefused } from "../people/push-refused.ts";
import type { Account } from "../state/account.ts";
import { roleIncludes } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import { fullName } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import type { World } from "../state/world.ts";

/** What the hook tells git: words for the person, and `ok` or `ng` for every ref. */
export interface Ruling {
  readonly remote: readonly string[];
  readonly reports: readonly string[];
}

const zero = /^0+$/;

/** Moves every ref of a push that the rulesets let through, each on its own, as GitHub does. */
export function rulePush(
  world: World,
  of: { readonly repository: Repository; readonly account: Account; readonly commands: readonly string[] },
): Ruling {
  const remote: string[] = [];
  const reports = of.commands.map((command) => {
    const [before = "", after = "", ref = ""] = command.split(" ");
    const reason = objection(world, of, { before, after, ref });
    if (reason === undefined) return `ok ${ref}`;
    remote.push(...reason.remote);
    return `ng ${ref} ${reason.short}`;
  });
  return { remote, reports };
}

function objection(
  world: World,
  { repository, account }: { readonly repository: Repository; readonly account: Account },
  move: { readonly before: string; readonly after: string; readonly ref: string },
): { readonly remote: readonly string[]; readonly short: string } | undefined {
  if (!roleIncludes(roleOf(repository, account), "write")) return { remote: [], short: "permission denied" };
  const isNew = zero.test(move.after) ? false : repository.git.kindOf(move.after) === undefined;
  if (isNew) return { remote: ["The simulator takes no new objects over git"], short: "not simulated" };
  const act = { world, repository, actor: { account, app: undefined } };
  try {
    moveRef(act, {
      ref: move.ref,
      before: zero.test(move.before) ? undefined : move.before,
      after: zero.test(move.after) ? undefined : move.after,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const refused = new PushRefused(error, { htmlUrl: world.htmlUrl, fullName: fullName(repository) });
    const lines = refused.message.split("\n").filter((line) => line.startsWith("remote: "));
    return {
      remote: lines.map((line) => line.slice("remote: ".length)),
      short: "push declined due to repository rule violations",
    };
  }
}
