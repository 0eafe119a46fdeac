import type { CriterionKind, Plan } from "../model/plan.ts";
import type { Explanation } from "../model/problem.ts";
import type { Block } from "./block.ts";
import type { Outline } from "./build-outline.ts";
import { keptBy } from "./kept-sections.ts";

/** What the lines of a plan were taken for, as plain data, in the order of the file. */
export function explanationsOf(plan: Plan, outline: Outline): readonly Explanation[] {
  const told = [...ofTasks(plan), ...ofStructure(plan), ...ofGates(plan), ...ofRelations(plan)];
  const lines = new Set(told.map(({ line }) => line));
  // What a label was taken for says more than that it is one.
  const rest = ofTheRest(plan, outline).filter(({ taken, line }) => taken !== "label" || !lines.has(line));
  return [...told, ...rest].sort((a, b) => a.line - b.line || a.endLine - b.endLine);
}

const asks: Readonly<Record<CriterionKind, string>> = {
  box: "asks for a tick",
  threshold: "asks for a number",
  command: "asks for what a command says",
  file: "asks for a file",
  tags: "asks for tags",
  decision: "asks for a decision",
  date: "asks for a day to come",
  statement: "asks for a person's word",
  approval: "asks for an approval",
  check: "asks for a check of CI",
  metric: "asks for a metric of CI",
};

const becauseOfRole = {
  work: "a box that no gate claims is work",
  after: "it can only be done once the tag exists: it is shown with the release and holds no tag back",
  index: "the box names a phase of this plan and stands for that phase's own state",
  legend: "the box explains the signs of the plan or is ignored by a marker: it is no work",
  placeholder: "the box holds a placeholder instead of words: it is no work",
} as const;

function ofTasks(plan: Plan): readonly Explanation[] {
  const tasks = plan.tasks.map((task): Explanation => {
    const key = task.id === undefined ? {} : { key: task.id };
    return one(task.line, "task", { rule: "tasks", because: becauseOfRole[task.role], ...key });
  });
  const steps = plan.steps.map((step): Explanation => {
    const key = step.id === undefined ? {} : { key: step.id };
    const because =
      step.parent === undefined
        ? "it is work without a box: shown, never ticked"
        : `it is a part of the step in line ${step.parent}`;
    return one(step.line, "step", { rule: "steps", because, ...key });
  });
  return [...tasks, ...steps];
}

function ofStructure(plan: Plan): readonly Explanation[] {
  const phases = plan.phases.map((phase) => {
    const inside =
      phase.parent === undefined
        ? ""
        : `, and a part of ${phase.parent}: it has label lines, a gate or a version of its own`;
    const because = `the heading names a unit of work${inside}`;
    return one(phase.line, "phase", { rule: "phases", because, key: phase.key });
  });
  const releases = plan.releases.map((release) => {
    const because = `the ${release.declaredBy} declares the version`;
    return one(release.line, "release", { rule: "releases", because, key: release.version });
  });
  return [...phases, ...releases];
}

function ofGates(plan: Plan): readonly Explanation[] {
  return plan.gates.flatMap((gate): readonly Explanation[] => {
    const last = Math.max(gate.line, ...gate.criteria.map((criterion) => criterion.line));
    const stands =
      gate.before.length === 0 ? "it holds nothing" : `it stands before ${gate.before.join(", ")}`;
    const because = `the words "${gate.title}" name a gate: ${stands}`;
    const own: Explanation = {
      line: gate.line,
      endLine: last,
      taken: "gate",
      rule: "gates",
      because,
      key: gate.key,
    };
    const criteria = gate.criteria.map((criterion) => {
      const same =
        criterion.sameAs === undefined ? "" : `; it asks the same as ${criterion.sameAs} and is asked there`;
      const moments = criterion.after
        ? gate.before.filter((moment) => moment.startsWith("done:"))
        : gate.before;
      const standing = `a line of the gate "${gate.title}", it ${asks[criterion.kind]} and stands before ${moments.join(", ") || "nothing"}${same}`;
      return one(criterion.line, "criterion", { rule: "criteria", because: standing, key: criterion.key });
    });
    return [own, ...criteria];
  });
}

function ofRelations(plan: Plan): readonly Explanation[] {
  const dependencies = plan.dependencies.map((dependency) => {
    const state = dependency.state === undefined ? "" : ` to be ${dependency.state}`;
    const asked = dependency.sameAs === undefined ? "" : `: criterion ${dependency.sameAs} asks it`;
    const because = `${dependency.from} needs ${dependency.to}${state}${asked}`;
    return one(dependency.line, "dependency", { rule: "dependencies", because });
  });
  const decisions = plan.decisions.map((decision) => {
    const options = decision.options.join(" or ") || "options that its text does not name";
    const claim =
      decision.claim === undefined
        ? `it stands before ${decision.before.join(", ")}`
        : `its author says "${decision.claim}", so that it holds nothing`;
    return one(decision.line, "decision", {
      rule: "decisions",
      because: `people decide ${options}: ${claim}`,
      key: decision.key,
    });
  });
  const conditions = plan.conditions.map((condition) => {
    const because = `${condition.phase} goes only if ${condition.decision} is decided as ${condition.option}`;
    return one(condition.line, "condition", { rule: "decisions", because, key: condition.decision });
  });
  const rollbacks = plan.rollbacks.map((rollback): Explanation => {
    const endLine = rollback.line + rollback.text.split(/\r\n|\n|\r/).length - 1;
    const because = "it tells how to take a release back: it is shown then, and is never open work";
    return { line: rollback.line, endLine, taken: "rollback", rule: "rollback", because };
  });
  return [...dependencies, ...decisions, ...conditions, ...rollbacks];
}

function ofTheRest(plan: Plan, outline: Outline): readonly Explanation[] {
  return outline.blocks.flatMap((block): readonly Explanation[] => {
    const { line, endLine } = block;
    if (block.kind === "fence") {
      const because =
        "what stands in a fence is text; only the commented commands of a shell fence in a gate are criteria";
      return [{ line, endLine, taken: "fence", rule: "fences", because }];
    }
    if (block.kind === "table") {
      return [
        {
          line,
          endLine,
          taken: "table",
          rule: "tables",
          because: "tables are shown and never read as tasks",
        },
      ];
    }
    if (block.kind === "section" && keptBy(block.words) === "record") {
      const because = "it is a record of what happened: never a gate, never edited";
      return [{ line, endLine, taken: "record", rule: "records", because }];
    }
    return block.kind === "label" ? [ofLabel(plan, block)] : [];
  });
}

function ofLabel(plan: Plan, { line, endLine, codes, label }: Block): Explanation {
  const around = plan.phases.filter((phase) => phase.line <= line && endLine <= phase.endLine);
  const named = around.find(({ template }) => template !== undefined && codes.includes(template));
  if (named !== undefined) {
    const because = `the issue of ${named.key} begins with what the template ${named.template} says`;
    return one(line, "issue template", { rule: "templates", because, key: named.key });
  }
  const because = `the label "${label?.title ?? ""}" tells something of what stands around it`;
  return one(line, "label", { rule: "labels", because });
}

function one(
  line: number,
  taken: string,
  rest: Omit<Explanation, "line" | "endLine" | "taken">,
): Explanation {
  return { line, endLine: line, taken, ...rest };
}
