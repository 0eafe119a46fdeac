import type { ParsedPlan } from "../model/plan.ts";
import type { Explanation } from "../model/problem.ts";

/** How much a reader learns from what a line was taken for: the more, the earlier. */
const ranks: Readonly<Record<string, number>> = { fence: 1, table: 1, label: 2, record: 2, rollback: 1 };

/**
 * What the line of the plan was taken for, and what it stands before: everything that covers the line, the most telling
 * first. Any line has an answer: where nothing was recognised it says what surrounds the line.
 */
export function explain(parsed: ParsedPlan, line: number): Explanation[] {
  const covering = parsed.explanations.filter((one) => one.line <= line && line <= one.endLine);
  if (covering.length > 0) return covering.sort((a, b) => widthOf(a) - widthOf(b) || rankOf(a) - rankOf(b));
  const around = parsed.plan.phases
    .filter((phase) => phase.line <= line && line <= phase.endLine)
    .sort((a, b) => b.line - a.line)[0];
  const where = around === undefined ? "of no phase" : `of the phase ${around.key}`;
  const because = `it is text ${where}: no rule takes it for a task, a gate or anything else that plangate acts on`;
  return [{ line, endLine: line, taken: "text", rule: "text", because }];
}

function widthOf(one: Explanation): number {
  return one.endLine - one.line;
}

function rankOf(one: Explanation): number {
  return ranks[one.taken] ?? 0;
}
