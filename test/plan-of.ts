import type { ParsedPlan, Plan } from "../src/model/plan.ts";
import { parsePlan } from "../src/plan/parse-plan.ts";
import type { RecognitionSettings } from "../src/plan/recognition-settings.ts";

/** The plan that these lines are, for tests in the reader's language. */
export function planOf(...lines: readonly string[]): Plan {
  return parsed(...lines).plan;
}

/** The same with its problems, hints and explanations. */
export function parsed(...lines: readonly string[]): ParsedPlan {
  return parsePlan(new TextEncoder().encode(lines.join("\n")));
}

export function parsedWith(settings: RecognitionSettings, text: string): ParsedPlan {
  return parsePlan(new TextEncoder().encode(text), settings);
}
