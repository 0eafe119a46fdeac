import type { Criterion, Gate } from "../model/plan.ts";
import type { CriterionSettings } from "../model/settings.ts";
import { lets } from "../model/verdict.ts";
import type { Answer } from "./answer.ts";
import { pass, pending, quoted } from "./answer.ts";
import { approvalOf, describeApprovers, proofOf } from "./approvers.ts";
import type { Case } from "./case.ts";
import { answerOfDecision } from "./decisions.ts";
import { answerOfCheck, answerOfDay, answerOfFile, answerOfTags } from "./facts.ts";
import { allOf, answerOfMetrics } from "./metrics.ts";
import { answerOfPeople, filesOf } from "./statements.ts";
import { answerOfVerification } from "./verifications.ts";
import { isProvedBySettings, provingCommand } from "./verifiable.ts";

/** One line of a gate. `seen` are the keys already followed through `sameAs`: a circle proves nothing. */
export function answerOfCriterion(
  on: Case,
  asked: { readonly gate: Gate; readonly criterion: Criterion },
  seen: ReadonlySet<string> = new Set(),
): Answer {
  const { gate, criterion } = asked;
  const proof = proofOf(on.settings, gate, criterion);
  const own = proof === undefined ? answerByKind(on, gate, criterion) : answerByProof(on, proof, criterion);
  if (lets(own.verdict) || criterion.sameAs === undefined || provesItself(on, asked)) return own;
  const there = answerOfRestated(on, criterion.sameAs, new Set([...seen, criterion.key]));
  if (lets(there.verdict)) return pass(`${criterion.sameAs} asks the same and holds`, there.evidence ?? []);
  return { ...there, reason: `asked once, at ${criterion.sameAs}: ${there.reason}` };
}

/** What asks the same: a criterion, a decision, or every line of a gate. */
export function answerOfRestated(on: Case, key: string, seen: ReadonlySet<string>): Answer {
  const lost = pending(`${key} cannot be followed in the plan`, "correct the plan: who may edit it");
  if (seen.has(key)) return lost;
  const asked = on.index.criterionOf.get(key);
  if (asked !== undefined) return answerOfCriterion(on, asked, seen);
  if (on.plan.decisions.some((decision) => decision.key === key)) return answerOfDecision(on, key);
  const gate = on.plan.gates.find((candidate) => candidate.key === key);
  if (gate === undefined) return lost;
  const answers = gate.criteria.map((criterion) =>
    answerOfCriterion(on, { gate, criterion }, new Set([...seen, key])),
  );
  return answers.find((answer) => !lets(answer.verdict)) ?? answers[0] ?? lost;
}

/** Where settings name what proves a line, nothing else does. */
function provesItself(
  { settings }: Case,
  { gate, criterion }: { readonly gate: Gate; readonly criterion: Criterion },
): boolean {
  return (
    isProvedBySettings(settings, gate, criterion) || provingCommand(settings, gate, criterion) !== undefined
  );
}

/** Where settings name several things, each must hold. */
function answerByProof(on: Case, proof: CriterionSettings, criterion: Criterion): Answer {
  const answers = [
    ...(proof.check === undefined ? [] : [answerOfCheck(on, proof.check)]),
    ...(proof.file === undefined ? [] : [answerOfFile(on, proof.file)]),
    ...(proof.metrics === undefined ? [] : [answerOfMetrics(on, criterion, proof)]),
  ];
  if (answers.length > 0) return allOf(answers);
  // An entry with a threshold alone changes no kind of evidence.
  const asked = on.index.criterionOf.get(criterion.key);
  return asked === undefined
    ? pending("nothing proves it", "correct the settings")
    : answerByKind(on, asked.gate, criterion);
}

function answerByKind(on: Case, gate: Gate, criterion: Criterion): Answer {
  switch (criterion.kind) {
    case "box":
      return criterion.checked === true
        ? pass("ticked in the plan")
        : pending(
            "not ticked in the plan",
            `tick the box of ${quoted(criterion.text)}: who may edit the plan`,
          );
    case "tags":
      return answerOfTags(on, criterion);
    case "file":
      return criterion.file === undefined
        ? answerByAttestation(on, gate, criterion)
        : answerOfFile(on, criterion.file);
    case "decision":
      return criterion.decision === undefined
        ? answerByAttestation(on, gate, criterion)
        : answerOfDecision(on, criterion.decision);
    case "date":
      return answerOfDay(on, criterion);
    case "approval":
      return answerByApproval(on, gate, criterion);
    case "statement":
      return isApprovalGate(gate)
        ? answerByApproval(on, gate, criterion)
        : answerByAttestation(on, gate, criterion);
    case "threshold":
      return answerByAttestation(on, gate, criterion);
    case "command": {
      const command = provingCommand(on.settings, gate, criterion);
      return command === undefined
        ? answerByAttestation(on, gate, criterion)
        : answerOfVerification(on, criterion, command);
    }
    case "check":
    case "metric":
      return pending(
        "settings name no evidence for it",
        `name a check or metric for ${criterion.key} in the settings: who may edit them`,
      );
  }
}

function isApprovalGate(gate: Gate): boolean {
  return gate.kind === "approval" || gate.kind === "security";
}

/** An approval gate is opened as a whole; a statement in it may also be attested alone. */
function answerByApproval(on: Case, gate: Gate, criterion: Criterion): Answer {
  const approval = approvalOf(on.settings, gate);
  return answerOfPeople(on, {
    kinds: criterion.kind === "approval" ? ["approve"] : ["approve", "attest"],
    subjects: [gate.key, criterion.key],
    wording: gate.wording,
    ...filesOf(on, gate),
    approval,
    verb: "approved",
    wayOut: wayToApprove(gate.key, describeApprovers(approval)),
  });
}

/** What no machine has proved yet, people may vouch for, with their reason. */
function answerByAttestation(on: Case, gate: Gate, criterion: Criterion): Answer {
  const approval = approvalOf(on.settings, gate);
  return answerOfPeople(on, {
    kinds: ["attest"],
    subjects: [gate.key, criterion.key],
    wording: gate.wording,
    ...filesOf(on, gate),
    approval,
    verb: "attested",
    wayOut: `${wayToAttest(gate.key, describeApprovers(approval))}${orByMachine(criterion)}`,
  });
}

function orByMachine({ kind }: Criterion): string {
  if (kind === "threshold") return ", or name a check or metric for it in the settings";
  return kind === "command"
    ? ", or name a check or metric for it in the settings, or allow its command under verify.commands"
    : "";
}

export function wayToApprove(gate: string, who: string): string {
  return `comment "/plangate approve ${gate}" on the plan's issue: ${who}`;
}

export function wayToAttest(subject: string, who: string): string {
  return `comment "/plangate attest ${subject} because …" on the plan's issue: ${who}`;
}
