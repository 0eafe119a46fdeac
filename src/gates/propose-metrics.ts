import type { Criterion, Gate, Plan } from "../model/plan.ts";
import type { Hint } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { quoted } from "./answer.ts";
import { proofOf } from "./approvers.ts";
import { usualMetrics } from "./usual-metrics.ts";

/** Thresholds that no evidence proves yet, each with the entry in the settings that would let a report prove it. */
export function proposeMetrics(plan: Plan, settings: Settings): readonly Hint[] {
  return plan.gates.flatMap((gate) =>
    gate.criteria.flatMap((criterion): readonly Hint[] => {
      const { line, column, threshold, furtherThresholds = [] } = criterion;
      if (threshold === undefined || proofOf(settings, gate, criterion) !== undefined) return [];
      const names = [threshold, ...furtherThresholds].map((one) =>
        usualMetrics({ ...one, about: wordsOf(gate, criterion) }),
      );
      const message = `${criterion.key} ${quoted(criterion.text)} asks for a number: a report can prove it by an entry in the settings`;
      return [
        { line, column, rule: "metric-in-settings", message, marker: entryFor(gate, criterion, names) },
      ];
    }),
  );
}

/** One line of YAML. Where two thresholds each have several usual metrics, the first of each serves. */
function entryFor(gate: Gate, criterion: Criterion, names: readonly (readonly string[])[]): string {
  const chosen = names.length === 1 ? (names[0] ?? []) : names.map(([first = "…"]) => first);
  const metric = chosen.length === 1 ? chosen.join("") : `[${chosen.join(", ")}]`;
  return `gates: [{ match: ${gate.key}, criteria: [{ match: ${criterion.key}, metric: ${metric === "[]" ? "…" : metric} }] }]`;
}

function wordsOf(gate: Gate, { text, command = "", expectation = "" }: Criterion): string {
  return [text, command, expectation, gate.title].join("\n");
}
