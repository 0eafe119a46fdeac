import { startOf } from "../model/moment.ts";
import type { Moment } from "../model/moment.ts";
import type { Condition, Decision } from "../model/plan.ts";
import type { EvidenceLink, VerdictNode } from "../model/verdict.ts";
import type { Answer } from "./answer.ts";
import { leaf, pass, pending, quoted } from "./answer.ts";
import { approvalOf, describeApprovers } from "./approvers.ts";
import type { Case } from "./case.ts";
import { byTime, hear, linkTo } from "./statements.ts";

/** What became of a decision. */
type Decided =
  | {
      readonly kind: "decided";
      readonly option: string;
      readonly by: string;
      readonly evidence: EvidenceLink[];
    }
  | { readonly kind: "undecided"; readonly reason: string; readonly wayOut: string };

/** The last word of a person who may decide, said to these very words and not taken back. */
function decidedOf(on: Case, key: string): Decided {
  const decision = on.plan.decisions.find((candidate) => candidate.key === key);
  if (decision === undefined) {
    return {
      kind: "undecided",
      reason: `the plan has no decision ${key}`,
      wayOut: "write the decision into the plan: who may edit it",
    };
  }
  const approval = approvalOf(on.settings, decision);
  const wayOut = wayToDecide(decision, describeApprovers({ ...approval, count: 1 }));
  const { statements } = on.evidence;
  if (statements.kind === "unknown") return { kind: "undecided", reason: statements.reason, wayOut };
  const { wording } = decision;
  const { heard, left } = hear(statements.value, { kinds: ["decide"], subjects: [key], wording, approval });
  const last = heard.toSorted(byTime).at(-1);
  const option = decision.options.find(
    (candidate) => candidate.toLowerCase() === last?.option?.trim().toLowerCase(),
  );
  if (last !== undefined && option !== undefined) {
    return { kind: "decided", option, by: last.by.login, evidence: [linkTo(last)] };
  }
  const unknownOption = last === undefined ? [] : [`${quoted(last.option ?? "")} is none of its options`];
  const but = [...left, ...unknownOption];
  const reason = `${key} is not decided${but.length > 0 ? `: ${but.join("; ")}` : ""}`;
  return { kind: "undecided", reason, wayOut };
}

/** A decision is a criterion that any of its options meets. */
export function answerOfDecision(on: Case, key: string): Answer {
  const decided = decidedOf(on, key);
  if (decided.kind === "undecided") return pending(decided.reason, decided.wayOut);
  return pass(`${key} was decided for ${quoted(decided.option)} by ${decided.by}`, decided.evidence);
}

/** Nodes of the decisions that stand before `moment` and that none of its gates or conditions asks already. */
export function decisionNodes(on: Case, moment: Moment): VerdictNode[] {
  const asked = new Set([
    ...(on.index.gatesBefore.get(moment) ?? []).flatMap((part) =>
      part.criteria.map((criterion) => criterion.decision),
    ),
    ...on.plan.conditions
      .filter((condition) => startOf(condition.phase) === moment)
      .map((condition) => condition.decision),
  ]);
  return on.plan.decisions
    .filter((decision) => decision.claim === undefined && decision.before.includes(moment))
    .filter((decision) => !asked.has(decision.key))
    .map((decision) =>
      leaf(
        { kind: "criterion", key: decision.key, title: decision.title, line: decision.line },
        answerOfDecision(on, decision.key),
      ),
    );
}

/** Whether a phase goes: only if its decision was taken for that option; else it is skipped. */
export function conditionNode(on: Case, condition: Condition): VerdictNode {
  const about = {
    kind: "criterion",
    key: `condition:${condition.decision}`,
    title: `only if ${condition.decision} is decided for ${quoted(condition.option)}`,
    line: condition.line,
  } as const;
  const decided = decidedOf(on, condition.decision);
  if (decided.kind === "undecided") return leaf(about, pending(decided.reason, decided.wayOut));
  const reason = `${condition.decision} was decided for ${quoted(decided.option)} by ${decided.by}`;
  const goes = decided.option.toLowerCase() === condition.option.toLowerCase();
  return leaf(about, { verdict: goes ? "pass" : "skipped", reason, evidence: decided.evidence });
}

function wayToDecide(decision: Decision, who: string): string {
  const commands = decision.options.map((option) => `"/plangate decide ${decision.key} ${option}"`);
  return `comment ${commands.join(" or ")} on the plan's issue: ${who}`;
}
