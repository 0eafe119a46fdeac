import type { Phase } from "../model/plan.ts";
import type { PhaseState, VerdictNode } from "../model/verdict.ts";
import { leaf, listed, pass, pending, quoted } from "./answer.ts";
import type { Standing } from "./standing.ts";

/** That each of `phases` is done or skipped; none where there are none. */
export function phasesStateNode(phases: readonly Phase[], standing: Pick<Standing, "phases">): VerdictNode[] {
  if (phases.length === 0) return [];
  const about = { kind: "criterion", key: "phases", title: "its phases are done" } as const;
  const open = phases.filter((phase) => stateOf(phase, standing) === "open");
  if (open.length > 0) {
    const titles = listed(open.map((phase) => quoted(phase.title)));
    const reason = `${open.length} of ${phases.length} ${phases.length === 1 ? "phase" : "phases"} ${open.length === 1 ? "is" : "are"} not done: ${titles}`;
    return [leaf(about, pending(reason, `finish ${titles}: who works on it`))];
  }
  if (phases.every((phase) => stateOf(phase, standing) === "skipped")) {
    return [leaf(about, { verdict: "skipped", reason: "every phase is skipped" })];
  }
  return [
    leaf(about, pass(phases.length === 1 ? "the 1 phase is done" : `all ${phases.length} phases are done`)),
  ];
}

function stateOf(phase: Phase, standing: Pick<Standing, "phases">): PhaseState {
  return standing.phases.get(phase.key) ?? "open";
}
