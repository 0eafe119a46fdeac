import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { quoted } from "./answer.ts";
import { proofOf } from "./approvers.ts";
import { thresholdsOf } from "./thresholds-of.ts";

/** Where the settings ask of a line something else than the plan does, at the line. */
export function settingsProblems(plan: Plan, settings: Settings): readonly Problem[] {
  return plan.gates.flatMap((gate) =>
    gate.criteria.flatMap((criterion): readonly Problem[] => {
      const proof = proofOf(settings, gate, criterion);
      if (proof?.metrics === undefined) return [];
      const found = thresholdsOf(criterion, proof);
      if (!("differs" in found)) return [];
      const message = `Cannot judge ${criterion.key} ${quoted(criterion.text)}: ${found.differs}: make them the same`;
      return [{ line: criterion.line, column: criterion.column, rule: "threshold-differs", message }];
    }),
  );
}
