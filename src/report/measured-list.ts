import type { KeptFile, MetricFact, RunFacts } from "../model/metric.ts";
import { describeAmount } from "../model/units.ts";
import type { VerificationFact } from "../model/verification.ts";
import { asCode, inert } from "./inert.ts";

/** Lines of a release's notes; its hidden record has more. */
const linesMax = 50;

/**
 * What a release's gates were asked with: each number and command with its run and the SHA-256 of the file that the run
 * kept, which outlive the artifact. Empty where nothing was measured.
 */
export function measuredList({
  metrics,
  verifications,
}: {
  readonly metrics: readonly MetricFact[];
  readonly verifications: readonly VerificationFact[];
}): string {
  const lines = [
    ...metrics.map(
      (fact) =>
        `- ${asCode(fact.name)} ${inert(describeAmount(fact.value, fact.unit))}: ${inert(fact.source)} ${origin(fact)}`,
    ),
    ...verifications.map((fact) => `- ${asCode(fact.command)}: ${endOf(fact)} ${origin(fact)}`),
  ];
  const more = lines.length > linesMax ? [`- … and ${lines.length - linesMax} more`] : [];
  return [...lines.slice(0, linesMax), ...more].join("\n");
}

function origin({ run, kept }: { readonly run: RunFacts; readonly kept?: KeptFile }): string {
  const name = `run ${run.id} (${inert(run.event)})`;
  const isAddress = /^https:\/\/[\w.~:/?#@!$&'*+,;=%-]+$/.test(run.url);
  const linked = isAddress ? `[${name}](<${run.url}>)` : name;
  return kept === undefined
    ? `of ${linked}`
    : `of ${linked}, kept as ${asCode(kept.artifact)}, sha256 ${asCode(kept.sha256)}`;
}

function endOf({ end }: VerificationFact): string {
  return end.kind === "exited" ? `ended with ${end.code}` : end.kind.replace("-", " ");
}
