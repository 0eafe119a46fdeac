import { known } from "../model/known.ts";
import type { MetricFacts } from "../model/metric.ts";
import type { Verdict } from "../model/verdict.ts";
import { proofOf } from "./approvers.ts";
import type { Question } from "./case.ts";
import { openCase } from "./case.ts";
import { answerOfMetrics } from "./metrics.ts";

/** What a pull request's own numbers would say of one line, did they count. */
export interface SelfReported {
  /** `G3.2`. */
  readonly key: string;
  readonly title: string;
  readonly verdict: Extract<Verdict, "pass" | "fail">;
  readonly reason: string;
}

/**
 * The lines that `facts` speak to, judged as if they were a push's to the default branch. To be shown beside the gates, never
 * in them: a pull request's code writes its own numbers.
 */
export function selfReported(question: Question, facts: MetricFacts): readonly SelfReported[] {
  const { plan, settings, evidence } = question;
  const { defaultBranch } = evidence;
  if (defaultBranch === undefined) return [];
  const asIf = { event: "push", branch: defaultBranch, fork: false };
  const metrics = facts.metrics.map((fact) => ({ ...fact, run: { ...fact.run, ...asIf } }));
  const flaws = facts.flaws.map((fact) => ({ ...fact, run: { ...fact.run, ...asIf } }));
  const on = openCase({ ...question, evidence: { ...evidence, metrics: known({ metrics, flaws }) } });
  return plan.gates.flatMap((gate) =>
    gate.criteria.flatMap((criterion): readonly SelfReported[] => {
      const proof = proofOf(settings, gate, criterion);
      if (proof?.metrics === undefined) return [];
      const { verdict, reason } = answerOfMetrics(on, criterion, proof);
      if (verdict !== "pass" && verdict !== "fail") return [];
      return [{ key: criterion.key, title: criterion.text, verdict, reason }];
    }),
  );
}
