import type { RunFacts } from "../model/metric.ts";
import { isBinding } from "../model/metric.ts";
import type { Criterion } from "../model/plan.ts";
import type { EvidenceLink } from "../model/verdict.ts";
import type { Answer } from "./answer.ts";
import { pass, pending, quoted } from "./answer.ts";
import type { Case } from "./case.ts";
import { judgeVerification } from "./judge-verification.ts";
import { allOf } from "./metrics.ts";

/**
 * Whether the command of a line did what the line expects, in a workflow that counts: a push to the default branch, or
 * its merge queue, at the commit. Each run of it must hold.
 */
export function answerOfVerification(on: Case, criterion: Criterion, command: string): Answer {
  const { verifications, defaultBranch } = on.evidence;
  const wayOut = `make a push to ${defaultBranch ?? "the default branch"} run its command, by "command: verify", with what is expected: who works on it`;
  if (verifications === undefined || defaultBranch === undefined) {
    return pending("what its command did was not read", wayOut);
  }
  if (verifications.kind === "unknown") return pending(verifications.reason, wayOut);
  const counts = ({ run }: { readonly run: RunFacts }): boolean => isBinding(run, defaultBranch);
  const flaw = verifications.value.flaws.find(counts);
  if (flaw !== undefined) {
    const reason = `${quoted(flaw.source)} tells nothing: ${flaw.reason}`;
    return { verdict: "fail", reason, wayOut, evidence: [linkTo(flaw.run)] };
  }
  const facts = verifications.value.verifications.filter((fact) => fact.command === command);
  const binding = facts.filter(counts);
  if (binding.length === 0) return pending(whyMissing(facts[0]?.run, defaultBranch), wayOut);
  return allOf(
    binding.map(({ run, ...verification }): Answer => {
      const judged = judgeVerification(criterion, verification);
      const evidence = [linkTo(run)];
      return judged.holds
        ? pass(judged.reason, evidence)
        : { verdict: "fail", reason: judged.reason, wayOut, evidence };
    }),
  );
}

function whyMissing(other: RunFacts | undefined, defaultBranch: string): string {
  if (other === undefined) return `no push to ${defaultBranch} has run its command at the commit`;
  const whose = other.fork ? "a fork" : `a ${other.event} run on ${other.branch || "no branch"}`;
  return `its command was run by ${whose} alone, which does not count`;
}

function linkTo({ id, event, url }: RunFacts): EvidenceLink {
  return { text: `verify of run ${id} (${event})`, url };
}
