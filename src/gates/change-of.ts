import type { Metric, MetricFact } from "../model/metric.ts";
import type { Threshold } from "../model/plan.ts";
import type { EvidenceLink } from "../model/verdict.ts";
import { convert, describeAmount, dimensionOf, isWorseWhenMore } from "../model/units.ts";
import type { Answer } from "./answer.ts";
import { pass, pending } from "./answer.ts";
import { describeThreshold, holds } from "./thresholds-of.ts";

interface Change {
  readonly fact: MetricFact;
  readonly before: Metric | undefined;
  /** Where the baseline was so. */
  readonly at: string;
  readonly threshold: Threshold;
  readonly wayOut: string;
  readonly link: EvidenceLink;
}

/** Whether a number is worse than before by no more than the plan lets it: more is worse of time, size and counts, less of the rest. */
export function changeOf({ fact, before, at, threshold, wayOut, link }: Change): Answer {
  const given = `${fact.name} is ${describeAmount(fact.value, fact.unit)}`;
  const fail = (reason: string): Answer => ({ verdict: "fail", reason, wayOut, evidence: [link] });
  if (before === undefined)
    return pending(`${given}, and ${at} has no such number to compare it with`, wayOut);
  const was = convert(before.value, before.unit, fact.unit);
  const dimension = dimensionOf(fact.unit);
  const since = `${describeAmount(before.value, before.unit)} at ${at}`;
  if (was === undefined || dimension === undefined)
    return fail(`${given} and was ${since}: the two cannot be compared`);
  const { comparator, unit } = threshold;
  const worse = isWorseWhenMore(dimension) ? fact.value - was : was - fact.value;
  if (unit === "%" && was === 0 && worse > 0) return fail(`${given} and was ${since}`);
  const share = was === 0 ? 0 : (worse * 100) / Math.abs(was);
  const change = unit === "%" ? share : convert(worse, fact.unit, unit);
  if (change === undefined || (comparator !== "<=" && comparator !== "<")) {
    return pending(`${describeThreshold(threshold)} is no limit on getting worse of ${fact.name}`, wayOut);
  }
  const moved = `${given} and was ${since}: ${describeAmount(Math.abs(Number(change.toFixed(2))), unit)} ${change > 0 ? "worse" : "better"}, asked is ${describeThreshold(threshold)}`;
  return holds(change, comparator, threshold.value) ? pass(moved, [link]) : fail(moved);
}
