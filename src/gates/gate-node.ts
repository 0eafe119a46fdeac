import type { Criterion, Gate } from "../model/plan.ts";
import type { Statement } from "../model/statement.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { leaf, whole } from "./answer.ts";
import { approvalOf, describeApprovers, maintainer } from "./approvers.ts";
import type { Case } from "./case.ts";
import { answerOfCriterion, wayToApprove, wayToAttest } from "./evaluate-criterion.ts";
import type { GatePart } from "./index-plan.ts";
import { answerOfPeople, filesOf, hear, linkTo } from "./statements.ts";

/** A waiver holds at most so long after it was said. */
export const waiverDaysMax = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** One gate, as far as it stands before one moment; judged once. */
export function gateNode(on: Case, part: GatePart): VerdictNode {
  const there = on.judged.get(part.criteria);
  if (there !== undefined) return there;
  const node = judgeGate(on, part);
  on.judged.set(part.criteria, node);
  return node;
}

function judgeGate(on: Case, part: GatePart): VerdictNode {
  const { gate } = part;
  const about = { kind: "gate", key: gate.key, title: gate.title, line: gate.line } as const;
  if (gate.criteria.length === 0) return waived(on, gate, emptyGate(on, gate));
  const children = part.criteria.map((criterion) =>
    leaf(
      { kind: "criterion", key: criterion.key, title: titleOf(criterion), line: criterion.line },
      answerOfCriterion(on, { gate, criterion }),
    ),
  );
  return waived(on, gate, whole(about, children));
}

/** The line, with what its command is expected to show. */
function titleOf({ text, expectation }: Criterion): string {
  return expectation === undefined || text.includes(expectation) ? text : `${text} (${expectation})`;
}

/** A gate without a line under it still is one: its title is what people are asked. */
function emptyGate(on: Case, gate: Gate): VerdictNode {
  const approval = approvalOf(on.settings, gate);
  const approves = gate.kind === "approval" || gate.kind === "security";
  const who = describeApprovers(approval);
  return leaf(
    { kind: "gate", key: gate.key, title: gate.title, line: gate.line },
    answerOfPeople(on, {
      kinds: approves ? ["approve"] : ["attest", "approve"],
      subjects: [gate.key],
      wording: gate.wording,
      ...filesOf(on, gate),
      approval,
      verb: approves ? "approved" : "attested",
      wayOut: approves ? wayToApprove(gate.key, who) : wayToAttest(gate.key, who),
    }),
  );
}

/** The gate's node, set aside where a waiver holds that is still needed. Named approvers or not, a maintainer waives. */
function waived(on: Case, gate: Gate, node: VerdictNode): VerdictNode {
  if (lets(node.verdict) || on.evidence.statements.kind === "unknown") return node;
  const { heard } = hear(on.evidence.statements.value, {
    kinds: ["waive"],
    subjects: [gate.key],
    wording: gate.wording,
    ...filesOf(on, gate),
    approval: maintainer,
  });
  const waiver = heard.find((statement) => isInForce(statement, on.now));
  if (waiver === undefined) return node;
  const { wayOut: _, ...rest } = node;
  return {
    ...rest,
    verdict: "waived",
    reason: `waived by ${waiver.by.login} until ${waiver.until ?? ""} because ${waiver.because ?? ""}`,
    evidence: [...node.evidence, linkTo(waiver)],
  };
}

/** A waiver needs a reason and a last day, at most 30 days after it was said; it holds through that day (UTC). */
function isInForce(waiver: Statement, now: Date): boolean {
  if (waiver.until === undefined || !isWaiverDay(waiver.until, waiver.at)) return false;
  if (waiver.because === undefined || waiver.because.trim() === "") return false;
  return now.getTime() < endOf(waiver.until);
}

/** True for a day on which a waiver that was said at a time may end. */
export function isWaiverDay(day: string, saidAt: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const end = endOf(day);
  const said = Date.parse(saidAt);
  return said < end && end <= said + (waiverDaysMax + 1) * dayMs;
}

/** The end of a day (UTC), in milliseconds. */
function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + dayMs;
}
