import { branchRefusal } from "./branch-refusal.ts";
import { scopeOf } from "./gather-plan.ts";
import type { Situation } from "./gather-plan.ts";
import type { GitHub } from "./github.ts";
import type { Ports } from "./ports.ts";
import { readProposal } from "./proposal.ts";

/**
 * Finds out how the plan may be written to: onto its branch, by pull request where the branch refused within the hour,
 * or not at all. Settings that leave the choice are replaced by it.
 */
export async function gatherWriting(
  situation: Situation,
  github: GitHub,
  ports: Pick<Ports, "store" | "now">,
): Promise<Situation> {
  const { home, path, planSettings } = situation;
  const { writeBack } = planSettings;
  if (writeBack === "off" || planSettings.per === "release") return situation;
  const refusals = await ports.store.refusals(scopeOf(home.facts.id, path));
  const isRefused = writeBack === "auto" && refusals.has(branchRefusal(home.facts));
  const byPull = isRefused || writeBack === "pull-request";
  const settled: Situation = byPull
    ? { ...situation, planSettings: { ...planSettings, writeBack: "pull-request" } }
    : situation;
  if (writeBack === "commit") return settled;
  const proposal = await readProposal(
    github,
    { home: home.facts, path },
    byPull && situation.edits.length > 0,
  );
  return { ...settled, proposal };
}
