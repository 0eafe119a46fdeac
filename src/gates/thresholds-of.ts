import { lastPassing } from "../model/metric.ts";
import type { Criterion, Threshold } from "../model/plan.ts";
import type { CriterionSettings } from "../model/settings.ts";
import { convert, describeAmount } from "../model/units.ts";

/** What a criterion's metrics must reach: the plan's words, or the settings' where the plan says nothing. */
export function thresholdsOf(
  criterion: Criterion,
  proof: CriterionSettings,
): { readonly thresholds: readonly Threshold[] } | { readonly differs: string } {
  const { threshold, furtherThresholds = [] } = criterion;
  const plan = threshold === undefined ? [] : [threshold, ...furtherThresholds];
  const settings = proof.threshold;
  if (settings === undefined) return { thresholds: plan };
  if (plan.length === 0) return { thresholds: [settings] };
  if (plan.length === 1 && plan.every((one) => isSame(one, settings))) return { thresholds: plan };
  const words = plan.map(describeThreshold).join(", ");
  return { differs: `the settings ask for ${describeThreshold(settings)} and the plan for ${words}` };
}

/** What a change is measured against; undefined where nothing is. */
export function baselineOf(criterion: Criterion, proof: CriterionSettings | undefined): string | undefined {
  if (proof?.metrics === undefined) return undefined;
  const found = thresholdsOf(criterion, proof);
  const asks = "thresholds" in found && found.thresholds.some((threshold) => threshold.baseline);
  return asks ? (proof.baseline ?? lastPassing) : undefined;
}

const signs: Readonly<Record<Threshold["comparator"], string>> = {
  ">=": "≥",
  ">": ">",
  "<=": "≤",
  "<": "<",
  "=": "=",
};

/** `≥ 80 %`, `= 0 errors`, `≤ 5 % against the baseline`. */
export function describeThreshold({ comparator, value, unit, baseline }: Threshold): string {
  return `${signs[comparator]} ${describeAmount(value, unit)}${baseline ? " against the baseline" : ""}`;
}

export function holds(value: number, comparator: Threshold["comparator"], asked: number): boolean {
  switch (comparator) {
    case ">=":
      return value >= asked;
    case ">":
      return value > asked;
    case "<=":
      return value <= asked;
    case "<":
      return value < asked;
    case "=":
      return value === asked;
  }
}

/** `< 0.5 s` and `< 500 ms` are the same; so are `= 0` and `= 0 errors`. */
function isSame(one: Threshold, other: Threshold): boolean {
  if (one.comparator !== other.comparator || one.baseline !== other.baseline) return false;
  return convert(other.value, other.unit, one.unit) === one.value;
}
