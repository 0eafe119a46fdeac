import { proofOf } from "../../src/gates/approvers.ts";
import type { Criterion, Gate, Plan } from "../../src/model/plan.ts";
import type { Settings } from "../../src/model/settings.ts";

/** Every kind of evidence there is for one criterion, by what it is. */
export const kinds = [
  "box",
  "tags",
  "file",
  "check",
  "issue",
  "metric",
  "approve",
  "attest",
  "decide",
  "revoke",
] as const;
export type Kind = (typeof kinds)[number];

/** One line of a gate, in its gate. */
export interface Asked {
  readonly gate: Gate;
  readonly criterion: Criterion;
}

/** Every line of every gate that stands before something, in the plan's order. */
export function askedOf(plan: Plan): readonly Asked[] {
  return plan.gates.flatMap((gate) =>
    gate.before.length === 0 ? [] : gate.criteria.map((criterion) => ({ gate, criterion })),
  );
}

/** What opens a criterion, by the words of the product; nothing else may. What settings name proves it alone. */
export function ownEvidence({ gate, criterion }: Asked, settings: Settings): readonly Kind[] {
  const proof = proofOf(settings, gate, criterion);
  if (proof?.check !== undefined) return ["check"];
  if (proof?.metrics !== undefined) return ["metric"];
  if (proof?.file !== undefined) return ["file"];
  return ownByWords({ gate, criterion });
}

function ownByWords({ gate, criterion }: Asked): readonly Kind[] {
  const isApproval = gate.kind === "approval" || gate.kind === "security";
  switch (criterion.kind) {
    case "box":
      return ["box"];
    case "tags":
      return ["tags"];
    case "file":
      return criterion.file === undefined ? ["attest"] : ["file"];
    case "decision":
      return criterion.decision === undefined ? ["attest"] : ["decide"];
    case "approval":
      return ["approve"];
    case "statement":
      return isApproval ? ["approve", "attest"] : ["attest"];
    case "threshold":
    case "command":
      return ["attest"];
    case "date":
    case "check":
    case "metric":
      return [];
  }
}
