import type { ParsedPlan, Phase, Plan } from "../model/plan.ts";
import { plainLine } from "../report/plain-line.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Offline } from "./offline.ts";
import { readOffline } from "./offline.ts";
import type { Told } from "./told.ts";

/** Of the JSON's shape, docs/cli.md: grows when a field changes its meaning or goes. */
const jsonVersion = 1;

/** `plangate parse FILE`: what the plan was understood to say; `--json` has all of it. */
export async function parse(path: string, offline: Offline): Promise<Told> {
  const read = await readOffline(path, offline);
  if ("exitCode" in read) return read;
  const { parsed } = read;
  return {
    exitCode: parsed.problems.length > 0 ? 1 : 0,
    text: [...describeProblemsOf(parsed, path), describePlan(parsed.plan)].join("\n\n"),
    json: { version: jsonVersion, ...parsed },
  };
}

function describeProblemsOf(parsed: ParsedPlan, path: string): string[] {
  return parsed.problems.length > 0 ? [describeProblems(parsed.problems, path)] : [];
}

function describePlan(plan: Plan): string {
  const work = plan.tasks.filter((task) => task.role === "work" || task.role === "after");
  const done = work.filter((task) => task.checked).length;
  const criteria = plan.gates.reduce((sum, gate) => sum + gate.criteria.length, 0);
  return [
    plainLine(plan.title),
    `${work.length} tasks (${done} done), ${plan.steps.length} steps, ${plan.phases.length} phases, ${plan.releases.length} releases`,
    `${plan.gates.length} gates with ${criteria} criteria, ${plan.dependencies.length} dependencies, ${plan.decisions.length} decisions`,
    ...section(
      "Phases",
      plan.phases.map(
        (phase) => `${indentOf(plan, phase)}${phase.key} (line ${phase.line}) ${plainLine(phase.title)}`,
      ),
    ),
    ...section(
      "Releases",
      plan.releases.map(
        (release) => `${release.version} (line ${release.line}), declared by its ${release.declaredBy}`,
      ),
    ),
    ...section(
      "Gates",
      plan.gates.map(
        (gate) =>
          `${gate.key} (line ${gate.line}) ${plainLine(gate.title)}: before ${gate.before.join(", ") || "nothing"}`,
      ),
    ),
    ...section(
      "Dependencies",
      plan.dependencies.map(
        ({ from, to, state }) =>
          `${plainLine(from)} ← ${plainLine(to)}${state === undefined ? "" : ` ${plainLine(state)}`}`,
      ),
    ),
    ...section(
      "Decisions",
      plan.decisions.map(
        (decision) =>
          `${decision.key} (line ${decision.line}) ${plainLine(decision.title)}: ${decision.options.map(plainLine).join(" | ")}`,
      ),
    ),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function indentOf(plan: Plan, phase: Phase): string {
  const seen = new Set<string>();
  for (let key = phase.parent; key !== undefined && !seen.has(key);) {
    seen.add(key);
    key = plan.phases.find((one) => one.key === key)?.parent;
  }
  return "  ".repeat(seen.size);
}
