import type { Phase, Plan } from "../model/plan.ts";
import type { PhaseState } from "../model/verdict.ts";
import { plainLine } from "./plain-line.ts";

/** GitHub draws no larger graphs. */
const nodesMax = 200;
const edgesMax = 280;
const labelCharactersMax = 60;

/** The plan's phases and what waits for what, as the text of a mermaid graph; empty where there is nothing to draw. */
export function mermaid(plan: Plan, phaseStates: Readonly<Record<string, PhaseState>>): string {
  const phases = plan.phases.slice(0, nodesMax);
  if (phases.length < 2) return "";
  const names = new Map(phases.map((phase, index) => [phase.key, `p${index + 1}`]));
  for (const { version, phase } of plan.releases) {
    const name = phase === undefined ? undefined : names.get(phase);
    if (name !== undefined && !names.has(version)) names.set(version, name);
  }
  const nodes = phases.map((phase) => `  ${names.get(phase.key) ?? ""}["${labelOf(phase)}"]`);
  const edges = new Set<string>();
  for (const { key, parent } of phases) {
    const above = names.get(parent ?? "");
    if (above !== undefined) edges.add(`  ${above} -.- ${names.get(key) ?? ""}`);
  }
  for (const { from, to, external } of plan.dependencies) {
    const [blocked, blocker] = [names.get(from), names.get(to)];
    if (!external && blocked !== undefined && blocker !== undefined && blocked !== blocker) {
      edges.add(`  ${blocker} --> ${blocked}`);
    }
  }
  const classes = phases.flatMap(({ key }) => {
    const state = phaseStates[key];
    return state === undefined || state === "open" ? [] : [`  class ${names.get(key) ?? ""} ${state}`];
  });
  const styles =
    classes.length === 0
      ? []
      : ["  classDef complete stroke-width:3px", "  classDef skipped stroke-dasharray:4"];
  return ["graph TD", ...nodes, ...[...edges].slice(0, edgesMax), ...styles, ...classes].join("\n");
}

/** Letters, digits and quiet marks alone: a label can neither end its quotes nor the fence around the graph. */
function labelOf({ title }: Phase): string {
  const quiet = plainLine(title)
    .replace(/[^\p{L}\p{M}\p{N} .,:()/+–—-]/gu, " ")
    .replace(/-{2,}/g, "-")
    .replace(/ {2,}/g, " ")
    .trim();
  return quiet.length <= labelCharactersMax
    ? quiet || "phase"
    : `${quiet.slice(0, labelCharactersMax - 1).toWellFormed()}…`;
}
