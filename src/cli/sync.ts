import { drain } from "../engine/drain.ts";
import { reconcilerOf } from "../engine/reconcile-target.ts";
import type { LogEntry } from "../engine/log.ts";
import { keyOfTarget } from "../model/target.ts";
import { listSummary } from "../report/step-summary.ts";
import { findHome, portsOf, unable } from "./online.ts";
import type { Online } from "./online.ts";
import { preview } from "./preview.ts";
import type { Told } from "./told.ts";

/** A workflow's own token: it is the same App everywhere. */
const workflowLogin = "github-actions[bot]";

/**
 * `plangate sync`: makes the plans and GitHub say the same, once, until nothing is left to do now. What waits (an
 * hour's creations are used up, an answer was lost) is told, and done by the next sync.
 */
export async function sync(online: Online & { readonly dryRun: boolean }): Promise<Told> {
  if (online.dryRun) return preview(online);
  const found = await findHome(online);
  if ("exitCode" in found) return found;
  const { self } = found.github;
  if (self.appId === null && self.login.endsWith("[bot]") && self.login !== workflowLogin) {
    return unable(
      `Cannot sync as "${self.login}": GitHub does not tell which App that is, so that its issues would not be known again. Let the App itself make the first ones, or make its page public`,
    );
  }

  const entries: LogEntry[] = [];
  const repository = found.home.facts.id;
  const targets = found.plans.map(({ path }) => ({ kind: "plan", repository, path }) as const);
  await online.store.mark(targets);
  await drain(online.store, reconcilerOf(portsOf(online)), {
    now: online.now,
    log: (entry) => entries.push(entry),
  });
  const waiting = await online.store.waiting();
  const rounds = entries.filter((entry) => entry.kind === "reconciled");
  const writes = rounds.reduce((sum, { writes: count }) => sum + count, 0);
  const notes = [...new Map(rounds.map(({ target, reason }) => [target, reason])).values()];
  const waits = waiting.map(({ target, reason, notBefore }) => {
    return `waits until ${notBefore.toISOString()}: ${keyOfTarget(target)}: ${reason ?? ""}`;
  });
  return {
    exitCode: waiting.length > 0 || rounds.some(({ result }) => result === "failed") ? 1 : 0,
    text: [`${writes} writes`, ...notes, ...waits].join("\n"),
    markdown: listSummary(`${writes} writes`, [...notes, ...waits]),
    json: { writes, notes, waiting },
  };
}
