import type { MetricFact } from "../model/metric.ts";
import { isBinding, isWanted, toWantedMetric } from "../model/metric.ts";
import type { VerificationFact } from "../model/verification.ts";
import { needs } from "../gates/needs.ts";
import type { Situation } from "./gather-plan.ts";

/** What a release's gates were asked with: the numbers, and what commands did. */
export interface Measured {
  readonly metrics: readonly MetricFact[];
  readonly verifications: readonly VerificationFact[];
}

/** What was measured at a release, for its text: only what its gates were asked with, by runs that count. */
export function measuredAt({
  evidence,
  parsed,
  settings,
}: Pick<Situation, "evidence" | "parsed" | "settings">): Measured {
  const { metrics, verifications, defaultBranch = "" } = evidence;
  const asked = needs(parsed.plan, settings);
  const wanted = (asked.metrics ?? []).map(toWantedMetric);
  const commands = new Set(asked.commands);
  return {
    metrics: (metrics?.kind === "known" ? metrics.value.metrics : []).filter(
      (metric) => isBinding(metric.run, defaultBranch) && wanted.some((one) => isWanted(one, metric)),
    ),
    verifications: (verifications?.kind === "known" ? verifications.value.verifications : []).filter(
      ({ run, command }) => isBinding(run, defaultBranch) && commands.has(command),
    ),
  };
}
