import { known } from "../model/known.ts";
import type { MetricFacts, RunFacts } from "../model/metric.ts";
import type { Criterion, Gate } from "../model/plan.ts";
import type { Verdict } from "../model/verdict.ts";
import type { VerificationFacts } from "../model/verification.ts";
import type { Answer } from "./answer.ts";
import { proofOf } from "./approvers.ts";
import type { Case, Question } from "./case.ts";
import { openCase } from "./case.ts";
import { answerOfMetrics } from "./metrics.ts";
import { answerOfVerification } from "./verifications.ts";
import { provingCommand } from "./verifiable.ts";

/** What a pull request's own numbers would say of one line, did they count. */
export interface SelfReported {
  /** `G3.2`. */
  readonly key: string;
  readonly title: string;
  readonly verdict: Extract<Verdict, "pass" | "fail">;
  readonly reason: string;
}

/** What the runs of the pull request kept. */
interface Reported {
  readonly metrics: MetricFacts;
  readonly verifications: VerificationFacts;
}

/**
 * The lines that `facts` speak to, judged as if they were a push's to the default branch. To be shown beside the gates, never
 * in them: a pull request's code writes its own numbers.
 */
export function selfReported(question: Question, facts: Reported): readonly SelfReported[] {
  const { plan, evidence } = question;
  const { defaultBranch } = evidence;
  if (defaultBranch === undefined) return [];
  const on = openCase({ ...question, evidence: { ...evidence, ...asIfBy(defaultBranch, facts) } });
  return plan.gates.flatMap((gate) =>
    gate.criteria.flatMap((criterion): readonly SelfReported[] => {
      const answer = answerTo(on, gate, criterion);
      if (answer?.verdict !== "pass" && answer?.verdict !== "fail") return [];
      return [{ key: criterion.key, title: criterion.text, verdict: answer.verdict, reason: answer.reason }];
    }),
  );
}

/** The facts as those of a push to the default branch. */
function asIfBy(branch: string, { metrics, verifications }: Reported): Partial<Question["evidence"]> {
  const as = { event: "push", branch, fork: false };
  const asIf = <Fact extends { readonly run: RunFacts }>(fact: Fact): Fact => ({
    ...fact,
    run: { ...fact.run, ...as },
  });
  return {
    metrics: known({ metrics: metrics.metrics.map(asIf), flaws: metrics.flaws.map(asIf) }),
    verifications: known({
      verifications: verifications.verifications.map(asIf),
      flaws: verifications.flaws.map(asIf),
    }),
  };
}

function answerTo(on: Case, gate: Gate, criterion: Criterion): Answer | undefined {
  const proof = proofOf(on.settings, gate, criterion);
  if (proof?.metrics !== undefined) return answerOfMetrics(on, criterion, proof);
  const command = provingCommand(on.settings, gate, criterion);
  return command === undefined ? undefined : answerOfVerification(on, criterion, command);
}
