import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { ratioOf } from "./measure.ts";
import type { Row } from "./measure.ts";
import { planText } from "./plan-text.ts";

const stock = unified().use(remarkParse).use(remarkGfm).freeze();

/** A plan of about 14 KB, as most are. */
export const smallPlan = planText({ phases: 4, tasksPerPhase: 13 });
/** A plan of about 1 MB, as large as one may be. */
export const largePlan = planText({ phases: 184, tasksPerPhase: 20 });

/** From bytes to the plan's model, as a multiple of what stock remark takes for the syntax tree alone. */
export function measureParse(text: string, rounds: number): number {
  const bytes = new TextEncoder().encode(text);
  return ratioOf({ subject: () => parsePlan(bytes), baseline: () => stock.parse(text), rounds });
}

export function parseRows(): readonly Row[] {
  const words = "plan's bytes to its model / stock remark-gfm parse";
  return [
    { what: `14 KB ${words}`, ratio: measureParse(smallPlan, 9), aim: 0.8 },
    { what: `1 MB ${words}`, ratio: measureParse(largePlan, 5), aim: 0.8 },
  ];
}
