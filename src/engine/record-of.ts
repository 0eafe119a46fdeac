import { isBinding, isWanted, toWantedMetric } from "../model/metric.ts";
import { printMetricsRecord } from "../evidence/reports/metrics-record.ts";
import { needs } from "../gates/needs.ts";
import type { Situation } from "./gather-plan.ts";

/** What was measured at a release, for its text: the numbers that its gates were asked with. Empty where none were. */
export function recordOf({
  evidence,
  parsed,
  settings,
}: Pick<Situation, "evidence" | "parsed" | "settings">): string {
  const { metrics, defaultBranch } = evidence;
  if (metrics?.kind !== "known" || defaultBranch === undefined) return "";
  const wanted = (needs(parsed.plan, settings).metrics ?? []).map(toWantedMetric);
  return printMetricsRecord(
    metrics.value.metrics.filter(
      (metric) => isBinding(metric.run, defaultBranch) && wanted.some((one) => isWanted(one, metric)),
    ),
  );
}
