import { parsePlan } from "../../src/plan/parse-plan.ts";
import type { Criterion } from "../../src/model/plan.ts";

/** The one criterion of a gate with this line. */
export function criterionOf(line: string): Criterion {
  const text = `# Bell\n\n## v1.0.0 - First ring\n\n**Quality Gate**\n\n- ${line}\n`;
  const { plan } = parsePlan(new TextEncoder().encode(text));
  const [criterion, ...others] = plan.gates.flatMap(({ criteria }) => criteria);
  if (criterion === undefined || others.length > 0) throw new Error(`"${line}" is not one criterion`);
  return criterion;
}
