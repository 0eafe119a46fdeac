import { proofOf } from "../../../src/gates/approvers.ts";
import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { Decision, Phase } from "../../../src/model/plan.ts";
import { doneOf } from "../../../src/model/moment.ts";
import type { VerdictNode } from "../../../src/model/verdict.ts";
import { lets } from "../../../src/model/verdict.ts";
import { askedOf, ownEvidence } from "../own-evidence.ts";
import type { Asked, Kind } from "../own-evidence.ts";
import { decisionsOf } from "./commands.ts";

/** Something that plangate asks of people, machines or the repository: a line of a gate, a decision, a phase's issue. */
export interface Line {
  readonly key: string;
  /** Kinds of evidence that open it. */
  readonly own: readonly Kind[];
  readonly of:
    | ({ readonly kind: "criterion" } & Asked)
    | { readonly kind: "decision"; readonly decision: Decision }
    | { readonly kind: "issue"; readonly phase: Phase };
}

/** Everything a plan asks for, gates first. */
export function linesOf(at: Situation): readonly Line[] {
  const { plan } = at.parsed;
  const criteria = askedOf(plan).map((asked): Line => ({
    key: asked.criterion.key,
    own: withRestated(at, asked),
    of: { kind: "criterion", ...asked },
  }));
  const decisions = decisionsOf(at).map((decision): Line => ({
    key: decision.key,
    own: ["decide"],
    of: { kind: "decision", decision },
  }));
  const phases = plan.phases.filter(({ key }) =>
    at.evaluation.moments[doneOf(key)]?.children.some((child) => child.key === "issue"),
  );
  const issues = phases.map((phase): Line => ({
    key: `issue of ${phase.key}`,
    own: ["issue"],
    of: { kind: "issue", phase },
  }));
  return [...criteria, ...decisions, ...issues];
}

/** What opens a line, and what opens the one that asks the same. */
function withRestated(at: Situation, asked: Asked): readonly Kind[] {
  const own = ownEvidence(asked, at.settings);
  const proof = proofOf(at.settings, asked.gate, asked.criterion);
  const same = asked.criterion.sameAs;
  if (same === undefined || proof !== undefined) return own;
  const there = askedOf(at.parsed.plan).filter(
    ({ gate, criterion }) => criterion.key === same || gate.key === same,
  );
  const isDecision = at.parsed.plan.decisions.some(({ key }) => key === same);
  return [
    ...own,
    ...there.flatMap((one) => ownEvidence(one, at.settings)),
    ...(isDecision ? (["decide"] as const) : []),
  ];
}

/** Keys of the lines that let go on, by themselves or by a waiver of their gate. */
export function openLines(at: Situation, lines: readonly Line[]): ReadonlySet<string> {
  const open = new Set<string>();
  const mark = (node: VerdictNode, around: boolean): void => {
    const isOpen = around || lets(node.verdict);
    if (node.kind === "criterion" && isOpen) open.add(node.key.replace(/^condition:/, ""));
    for (const child of node.children) mark(child, node.kind === "gate" && isOpen);
  };
  for (const node of Object.values(at.evaluation.moments)) mark(node, false);
  const isOpen = ({ key, of }: Line): boolean =>
    of.kind === "issue"
      ? lets(at.evaluation.moments[doneOf(of.phase.key)]?.verdict ?? "pending")
      : open.has(key);
  return new Set(lines.filter(isOpen).map(({ key }) => key));
}
