import type { PhaseState, VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { proofOf } from "../gates/approvers.ts";
import type { Situation } from "./gather-plan.ts";

/** What the states of phases are told from. */
type StateGround = Pick<Situation, "evaluation" | "evidence" | "settings" | "parsed">;

/**
 * States of the phases of which enough is known: an issue is neither closed nor reopened on what is unknown. A phase
 * that only waits for a check of this very commit is one of them, or every push would reopen its issue until CI is done.
 */
export function knownStates(ground: StateGround): Readonly<Record<string, PhaseState>> {
  const { evaluation, evidence, parsed } = ground;
  // Blocker issues hold releases, and are not asked for where the plan declares none.
  const holding = parsed.plan.releases.length > 0 ? [evidence.blockers] : [];
  const unread = [evidence.tags, evidence.checks, evidence.issues, evidence.statements, ...holding];
  if (unread.some((read) => read.kind === "unknown") || evidence.metrics?.kind === "unknown") return {};
  const checked = checkedCriteria(ground);
  if (checked.size === 0) return evaluation.phaseStates;
  const states = Object.entries(evaluation.phaseStates);
  return Object.fromEntries(
    states.filter(([key, state]) => state !== "open" || !onlyWaits(key, ground, checked)),
  );
}

/** Keys of the criteria that a check or a report of the commit proves: both come late. */
function checkedCriteria({ settings, parsed }: StateGround): ReadonlySet<string> {
  return new Set(
    parsed.plan.gates.flatMap((gate) =>
      gate.criteria
        .filter((criterion) => {
          const proof = proofOf(settings, gate, criterion);
          return proof?.check !== undefined || proof?.metrics !== undefined;
        })
        .map(({ key }) => key),
    ),
  );
}

/** Whether nothing keeps a phase from being done but checks that have not ended yet, its own or its parts'. */
function onlyWaits(key: string, ground: StateGround, checked: ReadonlySet<string>): boolean {
  const { evaluation, parsed } = ground;
  const open = openParts(evaluation.moments[`done:${key}`]);
  return open.every((node) => {
    if (node.key !== "phases") return node.verdict === "pending" && checked.has(node.key);
    const parts = parsed.plan.phases.filter((phase) => phase.parent === key);
    return parts
      .filter((phase) => evaluation.phaseStates[phase.key] === "open")
      .every((phase) => onlyWaits(phase.key, ground, checked));
  });
}

function openParts(node: VerdictNode | undefined): readonly VerdictNode[] {
  if (node === undefined) return [];
  const open = node.children.filter(({ verdict }) => !lets(verdict));
  return open.flatMap((child) => (child.children.length > 0 ? openParts(child) : [child]));
}
