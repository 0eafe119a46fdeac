import type { Approval, Criterion, Gate, Plan } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import type { Person, Statement } from "../model/statement.ts";
import { approvalOf, describeApprovers, isAuthor, maintainer, maySpeak, proofOf } from "./approvers.ts";
import { provingCommand } from "./verifiable.ts";

/** A plan with the settings that hold for it. */
export interface Rules {
  readonly plan: Plan;
  readonly settings: Settings;
}

/** What a change takes from a gate, and who has to agree to that. */
export interface Weakening {
  /** The gate's key by the rules that hold, or `settings` for what holds for every gate. */
  readonly key: string;
  readonly title: string;
  readonly what: readonly string[];
  readonly approval: Approval;
}

/** Who agreed to a weakening, at the commit that is judged. */
export type Agreed = Pick<Statement, "subject" | "by" | "role" | "teams">;

/** The key under which a change of the settings as a whole is agreed to. */
const wholeKey = "settings";

/**
 * What a change of plan or settings takes away from the gates that hold: a gate that is gone or in other words, one
 * that stands before less, other approvers, other proof. What makes a gate stricter may look the same: then its
 * approver agrees in a moment. `after` is absent where there is no plan any more that could be read.
 */
export function weakened(before: Rules, after: Rules | undefined): readonly Weakening[] {
  const gates = before.plan.gates.flatMap((gate): readonly Weakening[] => {
    if (gate.before.length === 0) return [];
    const what = after === undefined ? ["it is taken away"] : changesOf(gate, before, after);
    if (what.length === 0) return [];
    return [{ key: gate.key, title: gate.title, what, approval: approvalOf(before.settings, gate) }];
  });
  const what = after === undefined ? [] : changesOfWhole(before.settings, after.settings);
  if (what.length === 0) return gates;
  return [...gates, { key: wholeKey, title: "for every gate", what, approval: maintainer }];
}

/** Who agreed to a weakening as its approver, each once; none unless they are enough. */
export function agreedBy(
  { key, approval }: Weakening,
  agreed: readonly Agreed[],
  authors: readonly Person[],
): readonly Person[] {
  const people = new Map<number, Person>();
  for (const one of agreed) {
    if (one.subject.toLowerCase() !== key.toLowerCase() || !maySpeak(one, approval)) continue;
    if (approval.otherThanAuthor && isAuthor(one.by, authors)) continue;
    people.set(one.by.id, one.by);
  }
  return people.size >= Math.max(1, approval.count) ? [...people.values()] : [];
}

export function wayToAgree({ key, approval }: Weakening): string {
  return `comment "/plangate approve ${key}" on this pull request: ${describeApprovers(approval)}`;
}

function changesOf(gate: Gate, before: Rules, after: Rules): readonly string[] {
  const then = after.plan.gates.find(({ wording }) => wording === gate.wording);
  if (then === undefined) {
    const isThere = after.plan.gates.some(({ title }) => title === gate.title);
    return [isThere ? "its words change" : "it is taken away"];
  }
  const lost = gate.before.filter((moment) => !then.before.includes(moment));
  const proofs = gate.criteria.flatMap((criterion, index) => {
    const other = then.criteria[index];
    const was = proofsOf(before.settings, gate, criterion);
    const is = other === undefined ? undefined : proofsOf(after.settings, then, other);
    return isSame(was, is) ? [] : [`what proves ${criterion.key} changes`];
  });
  const wasApproved = approvalOf(before.settings, gate);
  const isApproved = approvalOf(after.settings, then);
  return [
    ...(lost.length === 0 ? [] : [`it no longer stands before ${lost.join(", ")}`]),
    ...(isSame(wasApproved, isApproved)
      ? []
      : [`its approvers change from ${describeApprovers(wasApproved)} to ${describeApprovers(isApproved)}`]),
    ...proofs,
  ];
}

/** What settings say proves a line: an entry of theirs, or the line's own command. */
function proofsOf(settings: Settings, gate: Gate, criterion: Criterion): readonly unknown[] {
  return [proofOf(settings, gate, criterion), provingCommand(settings, gate, criterion)];
}

function changesOfWhole(was: Settings, is: Settings): readonly string[] {
  const { releases } = was;
  const then = is.releases;
  const dropped = (before: readonly string[], after: readonly string[]): readonly string[] =>
    before.filter((one) => !after.includes(one));
  const walls = dropped(releases.walls, then.walls);
  const labels = dropped(releases.blockerLabels, then.blockerLabels);
  return [
    ...(was.enforcement === "enforce" && is.enforcement === "observe" ? ["enforcement becomes observe"] : []),
    ...(releases.tags === then.tags ? [] : ["other tags count as releases"]),
    ...(releases.order === "declared" && then.order === "off" ? ["releases need no order"] : []),
    ...(releases.unplanned === "refuse" && then.unplanned === "allow"
      ? ["unplanned releases are allowed"]
      : []),
    ...(walls.length === 0 ? [] : [`walls need not stand: ${walls.join(", ")}`]),
    ...(labels.length === 0 ? [] : [`labels block no release any more: ${labels.join(", ")}`]),
  ];
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
