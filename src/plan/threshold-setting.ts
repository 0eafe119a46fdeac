import type { Threshold } from "../model/plan.ts";

/** A comparison in settings: comparator, a plain decimal number, unit, and what it is relative to. */
export const thresholdPattern =
  /^(>=|<=|>|<|=) ?(\d{1,12}(?:\.\d{1,6})?) ?(%|[A-Za-z]{1,20})?( against baseline)?$/;

/** The threshold that a text which fits `thresholdPattern` says, for `metric`; undefined where it does not fit. */
export function thresholdOf(text: string, metric: string): Threshold | undefined {
  const [, comparator, value, unit = "", baseline] = thresholdPattern.exec(text) ?? [];
  if (!isComparator(comparator)) return undefined;
  return { metric, comparator, value: Number(value), unit, baseline: baseline !== undefined };
}

function isComparator(text: string | undefined): text is Threshold["comparator"] {
  return text === ">=" || text === "<=" || text === ">" || text === "<" || text === "=";
}
