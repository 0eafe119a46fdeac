import type { FlawFact, MetricFact, MetricFacts, WantedMetric } from "../model/metric.ts";
import { isBinding, isWanted, lastPassing, toWantedMetric } from "../model/metric.ts";
import type { Criterion, Threshold } from "../model/plan.ts";
import type { CriterionSettings } from "../model/settings.ts";
import type { EvidenceLink } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { convert, describeAmount } from "../model/units.ts";
import type { Answer } from "./answer.ts";
import { listed, pass, pending, quoted } from "./answer.ts";
import type { Case } from "./case.ts";
import { changeOf } from "./change-of.ts";
import { describeThreshold, holds, thresholdsOf } from "./thresholds-of.ts";

/** What is asked of the reports of a commit. */
interface Asked {
  readonly on: Case;
  readonly wanted: WantedMetric;
  readonly threshold: Threshold;
  readonly baseline: string;
}

/**
 * Whether the metrics that settings name reach what the line asks for. Only runs of a push to the default branch or of
 * its merge queue count, and each number they give must hold. A report with a flaw is a failure, not a gap.
 */
export function answerOfMetrics(on: Case, criterion: Criterion, proof: CriterionSettings): Answer {
  const names = proof.metrics ?? [];
  const found = thresholdsOf(criterion, proof);
  const correct = `correct the settings of ${criterion.key}: who may edit them`;
  if ("differs" in found) return pending(found.differs, correct);
  const { thresholds } = found;
  const [only] = thresholds;
  if (only === undefined) return pending("neither plan nor settings say what it must reach", correct);
  if (thresholds.length > 1 && thresholds.length !== names.length) {
    const words = thresholds.map(describeThreshold).join(", ");
    const reason = `it asks for ${thresholds.length} things (${words}) and settings name ${names.length} of as many metrics`;
    return pending(reason, correct);
  }
  const answers = names.map((name, position) =>
    answerOfMetric({
      on,
      wanted: toWantedMetric(name),
      threshold: thresholds.length > 1 ? (thresholds[position] ?? only) : only,
      baseline: proof.baseline ?? lastPassing,
    }),
  );
  return allOf(answers);
}

/** All must hold: the first that failed, else the first that waits, else everything that was found. */
export function allOf(answers: readonly Answer[]): Answer {
  const open =
    answers.find(({ verdict }) => verdict === "fail") ?? answers.find(({ verdict }) => !lets(verdict));
  if (open !== undefined) return open;
  return pass(
    answers.map(({ reason }) => reason).join("; "),
    answers.flatMap(({ evidence }) => evidence ?? []),
  );
}

function answerOfMetric(asked: Asked): Answer {
  const { on, wanted, threshold } = asked;
  const { metrics, defaultBranch } = on.evidence;
  const name = describeWanted(wanted);
  const wayOut = `make a push to ${defaultBranch ?? "the default branch"} report ${name} ${describeThreshold(threshold)}: who works on it`;
  if (metrics === undefined || defaultBranch === undefined) return pending("reports were not read", wayOut);
  if (metrics.kind === "unknown") return pending(metrics.reason, wayOut);
  const flaw = flawOf(metrics.value, wanted, defaultBranch);
  if (flaw !== undefined) {
    return {
      verdict: "fail",
      reason: `${quoted(flaw.source)} gives no number: ${flaw.reason}`,
      wayOut,
      evidence: [linkTo(flaw)],
    };
  }
  const facts = factsOf(metrics.value, wanted, defaultBranch);
  if (facts.length === 0) return pending(whyMissing(metrics.value, wanted, defaultBranch), wayOut);
  if (threshold.baseline) return allOf(answersOfChange(asked, facts, wayOut));
  return allOf(facts.map((fact) => answerOfFact(fact, threshold, wayOut)));
}

function answerOfFact(fact: MetricFact, threshold: Threshold, wayOut: string): Answer {
  const evidence = [linkTo(fact)];
  const asked = describeThreshold(threshold);
  const given = `${fact.name} is ${describeAmount(fact.value, fact.unit)}`;
  const value = convert(fact.value, fact.unit, threshold.unit);
  if (value === undefined) {
    return {
      verdict: "fail",
      reason: `${given} and ${asked} is asked: the two cannot be compared`,
      wayOut,
      evidence,
    };
  }
  if (holds(value, threshold.comparator, threshold.value))
    return pass(`${given}, asked is ${asked}`, evidence);
  return { verdict: "fail", reason: `${given}, asked is ${asked}`, wayOut, evidence };
}

/** Each number against the same one of the baseline; what the baseline has must still be there. */
function answersOfChange(asked: Asked, facts: readonly MetricFact[], wayOut: string): readonly Answer[] {
  const { on, wanted, threshold, baseline } = asked;
  const read = on.evidence.baselines?.[baseline];
  if (read === undefined) return [pending("the baseline was not read", wayOut)];
  if (read.kind === "unknown") return [pending(read.reason, wayOut)];
  if (read.value === null) {
    const where =
      baseline === lastPassing ? "no earlier commit of the default branch" : `no release ${baseline}`;
    return [pending(`there is no baseline: ${where} keeps reports that passed`, wayOut)];
  }
  const { at, metrics } = read.value;
  const gone = metrics.filter(
    (metric) =>
      isWanted(wanted, metric) &&
      !facts.some((fact) => isWanted({ name: metric.name, tool: metric.tool }, fact)),
  );
  if (gone.length > 0) {
    return [pending(`${listed(gone.map(({ name }) => name))} of the baseline ${at} is missing`, wayOut)];
  }
  return facts.map((fact) => {
    const before = metrics.find((metric) => isWanted({ name: fact.name, tool: fact.tool }, metric));
    return changeOf({ fact, before, at, threshold, wayOut, link: linkTo(fact) });
  });
}

function factsOf(read: MetricFacts, wanted: WantedMetric, defaultBranch: string): readonly MetricFact[] {
  const binding = read.metrics.filter(({ run }) => isBinding(run, defaultBranch));
  const found = binding.filter((fact) => isWanted(wanted, fact));
  if (found.length > 0 || wanted.tool === undefined || !wanted.name.startsWith("findings.")) return found;
  // A tool that looked, and names no finding of a rule, found none of it.
  return binding
    .filter((fact) =>
      isWanted({ name: "findings.total", ...(wanted.tool === undefined ? {} : { tool: wanted.tool }) }, fact),
    )
    .map((fact) => ({ ...fact, name: wanted.name, value: 0 }));
}

function flawOf({ flaws }: MetricFacts, wanted: WantedMetric, defaultBranch: string): FlawFact | undefined {
  return flaws.find(
    ({ run, family, tool }) =>
      isBinding(run, defaultBranch) &&
      (family === "" || wanted.name.startsWith(`${family}.`)) &&
      (tool === "" || wanted.tool === undefined || tool === wanted.tool.toLowerCase()),
  );
}

function whyMissing({ metrics }: MetricFacts, wanted: WantedMetric, defaultBranch: string): string {
  const name = describeWanted(wanted);
  const others = metrics.filter((fact) => isWanted(wanted, fact));
  const [other] = others;
  if (other === undefined) return `no report of a push to ${defaultBranch} gives ${name} at the commit`;
  const whose = other.run.fork ? "a fork" : `a ${other.run.event} run on ${other.run.branch || "no branch"}`;
  return `${name} is reported by ${whose} alone, which does not count`;
}

function describeWanted({ name, tool }: WantedMetric): string {
  return quoted(tool === undefined ? name : `${tool}:${name}`);
}

function linkTo({ source, run }: MetricFact | FlawFact): EvidenceLink {
  return { text: `${source} of run ${run.id} (${run.event})`, url: run.url };
}
