import { branchRefusal, branchUnrest } from "./branch-refusal.ts";
import { findFight } from "./breaker.ts";
import { findClaim } from "./claim.ts";
import { scopeOf } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub } from "./github.ts";
import { creationsPerHourMax } from "./making.ts";
import type { Hour } from "./making.ts";
import type { Ports } from "./ports.ts";
import { readProposal } from "./proposal.ts";

/**
 * Finds out whether another plangate keeps the plan, what the hour still allows, and how the plan may be written to: onto its branch, by pull request where the
 * branch refused within the hour, or not at all. Settings that leave the choice are replaced by it.
 */
export async function gatherWriting(
  read: Situation,
  github: GitHub,
  ports: Pick<Ports, "store" | "now" | "webUrl">,
): Promise<Situation> {
  const claim = await findClaim(read, github, ports.now());
  if (claim.kind === "lost") return { ...read, claim };
  const situation = { ...read, claim, hour: await hourOf(read, ports) };
  const { home, path, planSettings } = situation;
  const { writeBack } = planSettings;
  if (planSettings.per === "release") return situation;
  // Before its first issue nothing was ever written to a plan: there is nothing to be undone or still open.
  if (writeBack !== "pull-request" && situation.matches.size === 0) return situation;
  const refusals = await ports.store.refusals(scopeOf(home.facts.id, path));
  const isUnrest = refusals.has(branchUnrest(home.facts));
  const isShut = isUnrest || refusals.has(branchRefusal(home.facts));
  const byPull = writeBack === "pull-request" || (writeBack === "auto" && isShut);
  const settled: Situation = byPull
    ? { ...situation, planSettings: { ...planSettings, writeBack: "pull-request" } }
    : situation;
  const stopped = byPull || writeBack === "off" ? settled : await withStop(settled, github, ports);
  const isWhole = byPull && situation.edits.length > 0;
  const proposal = await readProposal(github, { home: home.facts, path }, isWhole);
  return { ...stopped, proposal: { ...proposal, isUnrest } };
}

/** A plan's issues live with its own owner: one hour counts them all. */
async function hourOf({ home }: Situation, { store, now }: Pick<Ports, "store" | "now">): Promise<Hour> {
  const owner = home.facts.name.split("/")[0] ?? "";
  const spent = (await store.usage()).get(owner) ?? 0;
  return { free: creationsPerHourMax - spent, now: now() };
}

/** With write-back off where somebody undoes each commit of ours. */
async function withStop(
  situation: Situation,
  github: GitHub,
  { now, webUrl }: Pick<Ports, "now" | "webUrl">,
): Promise<Situation> {
  if (situation.edits.length === 0) return situation;
  const stop = await findFight({ situation, github, now: now(), webUrl });
  if (stop === undefined) return situation;
  return { ...situation, stop, planSettings: { ...situation.planSettings, writeBack: "off" } };
}
