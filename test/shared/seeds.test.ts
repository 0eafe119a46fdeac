import { describe, expect, it } from "vitest";
import type { Criterion, Gate, ParsedPlan } from "../../src/model/plan.ts";
import { explain } from "../../src/plan/explain.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { seedPlans } from "./plans-folder.ts";

function seed(name: string, settings = {}): ParsedPlan {
  const found = seedPlans().find((one) => one.name === `seeds/${name}.md`);
  if (found === undefined) throw new Error(`Cannot read the seed ${name}`);
  return parsePlan(found.bytes, settings);
}

function gateAt({ plan }: ParsedPlan, line: number): Gate {
  const gate = plan.gates.find((one) => one.line === line);
  if (gate === undefined) throw new Error(`No gate in line ${line}`);
  return gate;
}

const boxes = (criteria: readonly Criterion[]): number =>
  criteria.filter((one) => one.checked !== null).length;
const allCriteria = ({ plan }: ParsedPlan): readonly Criterion[] =>
  plan.gates.flatMap((gate) => gate.criteria);
const criterionAt = (parsed: ParsedPlan, line: number): Criterion | undefined =>
  allCriteria(parsed).find((one) => one.line === line);
const beforeMoment = ({ plan }: ParsedPlan, moment: string): readonly number[] =>
  plan.gates.filter((gate) => gate.before.some((one) => one === moment)).map((gate) => gate.line);
const needs = ({ plan }: ParsedPlan): readonly string[] =>
  plan.dependencies.map(
    ({ from, to, state }) => `${from} <- ${to}${state === undefined ? "" : ` (${state})`}`,
  );

describe("execution-playbook.md", () => {
  const parsed = seed("execution-playbook");
  const { plan } = parsed;
  const versions = Array.from({ length: 10 }, (_, patch) => `v0.4.${patch}`);

  it("P1: 15 boxes, all criteria; three of the release checklist are after the fact", () => {
    expect(plan.tasks).toEqual([]);
    expect(boxes(allCriteria(parsed))).toBe(15);
    expect(boxes(gateAt(parsed, 167).criteria)).toBe(5);
    const checklist = gateAt(parsed, 297).criteria;
    expect(checklist.filter((one) => !one.after)).toHaveLength(7);
    expect(checklist.filter((one) => one.after).map((one) => one.text)).toEqual([
      "Git tag created",
      "GitHub release published",
      "PyPI package published",
    ]);
  });

  it("P2: ten releases with effort, four phases around them, numbered steps", () => {
    expect(plan.releases.map((one) => one.version)).toEqual(versions);
    expect(plan.releases.every((one) => one.effort?.endsWith("hours"))).toBe(true);
    const around = plan.phases.filter((phase) => phase.parent === undefined);
    expect(around.map((phase) => phase.key)).toEqual([
      "foundation-phase",
      "core-features-phase",
      "advanced-features-phase",
      "v0.4.9",
    ]);
    const counts = versions.map((version) => plan.steps.filter((step) => step.phase === version).length);
    expect(counts).toEqual([8, 6, 6, 6, 5, 5, 3, 3, 3, 0]);
    expect(plan.steps.find((step) => step.line === 71)).toMatchObject({ text: "Commit & Tag", after: true });
  });

  it("P3: dependencies with their states", () => {
    expect(needs(parsed)).toEqual([
      "v0.4.1 <- v0.4.0 (complete)",
      "v0.4.1 <- v0.3.7 (available)",
      "v0.4.2 <- v0.4.1 (complete)",
      "v0.4.3 <- v0.4.2 (complete)",
      "v0.4.3 <- Security audit PASSED (passed)",
      "v0.4.4 <- v0.4.3 (complete)",
      "v0.4.5 <- v0.4.4 (complete)",
      "v0.4.9 <- v0.4.7 (complete)",
      "v0.4.9 <- v0.4.8 (complete or skipped)",
    ]);
    expect(plan.dependencies.filter((one) => one.external).map((one) => one.to)).toEqual([
      "v0.3.7",
      "Security audit PASSED",
    ]);
  });

  it("P4: hard blockers stand before every start, three criteria", () => {
    const gate = gateAt(parsed, 13);
    expect(gate.before).toEqual(["start:plan"]);
    expect(gate.criteria.map(({ kind, tags, file }) => ({ kind, tags, file }))).toEqual([
      { kind: "tags", tags: { prefix: "v0.3.", count: 13, exactly: false }, file: undefined },
      { kind: "file", tags: undefined, file: "src/storage/vector_store.py" },
      { kind: "statement", tags: undefined, file: undefined },
    ]);
  });

  it("P5, P5b: one security audit before the start of v0.4.3, asked once", () => {
    expect(gateAt(parsed, 161).before).toEqual(["start:v0.4.3"]);
    expect(gateAt(parsed, 161).criteria.map((one) => one.kind)).toEqual(["approval"]);
    expect(gateAt(parsed, 151).before).toEqual(["start:v0.4.3"]);
    const asked = gateAt(parsed, 161).criteria[0]?.key;
    const same = [151, 168, 169].map((line) => criterionAt(parsed, line)?.sameAs);
    expect(same).toEqual([asked, asked, asked]);
    expect(plan.dependencies.find((one) => one.line === 165)?.sameAs).toBe(asked);
    expect([170, 171, 172].map((line) => criterionAt(parsed, line)?.sameAs)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(plan.gates.some((gate) => gate.line === 15)).toBe(false);
  });

  it("P6: the decision skips v0.4.8 and holds nothing else", () => {
    expect(plan.decisions).toHaveLength(1);
    expect(plan.decisions[0]).toMatchObject({
      line: 245,
      title: "LEANN Decision Point",
      options: ["proceed", "defer"],
      before: ["start:v0.4.8"],
    });
    expect(plan.conditions).toMatchObject([{ phase: "v0.4.8", decision: "D1", option: "proceed" }]);
  });

  it("P7: every-release gates stand before each tag, with thresholds", () => {
    const gate = gateAt(parsed, 311);
    expect(gate.before).toEqual(versions.map((version) => `tag:${version}`));
    const read = gate.criteria.map(({ kind, threshold, furtherThresholds = [] }) => [
      kind,
      ...[threshold, ...furtherThresholds].map((one) => `${one?.comparator}${one?.value}${one?.unit}`),
    ]);
    expect(read).toEqual([
      ["command", ">=80%"],
      ["command", "=0errors"],
      ["command", "=0errors", "<10warnings"],
      ["command", "=0findings"],
      ["command", "<=5%"],
    ]);
    expect(gate.criteria[4]?.threshold?.baseline).toBe(true);
    expect(gateAt(parsed, 66)).toMatchObject({ before: ["tag:v0.4.0", "done:v0.4.0"], phase: "v0.4.0" });
    expect(gateAt(parsed, 66).criteria).toHaveLength(4);
    expect(gateAt(parsed, 105).before).toEqual(["tag:v0.4.1", "done:v0.4.1"]);
    expect(gateAt(parsed, 105).criteria).toHaveLength(3);
    expect(plan.gates.some((one) => one.line === 217)).toBe(false);
  });

  it("P8: success criteria stand before the end of the plan", () => {
    expect(gateAt(parsed, 381).before).toEqual(["done:plan"]);
    expect(gateAt(parsed, 381).criteria).toHaveLength(10);
  });

  it("P9: rollbacks are kept", () => {
    expect(plan.rollbacks.map(({ line, phase }) => [line, phase])).toEqual([
      [82, "v0.4.0"],
      [116, "v0.4.1"],
      [341, undefined],
    ]);
  });

  it("golden table: what stands before each start and tag", () => {
    const rows = versions.map((version) => ({
      start: beforeMoment(parsed, `start:${version}`),
      tag: beforeMoment(parsed, `tag:${version}`),
    }));
    const every = { start: [], tag: [311] };
    expect(rows).toEqual([
      { start: [], tag: [66, 311] },
      { start: [], tag: [105, 311] },
      every,
      { start: [151, 161, 167], tag: [311] },
      every,
      every,
      every,
      every,
      every,
      { start: [], tag: [297, 311] },
    ]);
    expect(beforeMoment(parsed, "start:plan")).toEqual([13]);
  });

  it("explains what a line stands before", () => {
    expect(explain(parsed, 168)[0]).toMatchObject({ taken: "criterion", key: "G6.1" });
    expect(explain(parsed, 168)[0]?.because).toContain("start:v0.4.3");
    expect(explain(parsed, 350)[0]).toMatchObject({ taken: "fence" });
    expect(explain(parsed, 2)[0]).toMatchObject({ taken: "text" });
  });
});

describe("release-preparation.md", () => {
  const parsed = seed("release-preparation");
  const { plan } = parsed;

  it("R1: 47 boxes: 21 and 6 criteria, 20 tasks", () => {
    expect(boxes(gateAt(parsed, 150).criteria)).toBe(21);
    expect(boxes(gateAt(parsed, 74).criteria)).toBe(6);
    expect(boxes(allCriteria(parsed))).toBe(27);
    const counts = ["phase-1", "phase-2", "phase-4"].map(
      (phase) => plan.tasks.filter((task) => task.phase === phase && task.role === "work").length,
    );
    expect(counts).toEqual([6, 5, 9]);
    expect(plan.tasks).toHaveLength(20);
    expect(gateAt(parsed, 150).before).toEqual(["tag:v0.2.0", "done:plan"]);
    expect(gateAt(parsed, 74).before).toContain("tag:v0.2.0");
  });

  it("R2: four phases with weeks; the first is no gate", () => {
    const top = plan.phases.filter((phase) => phase.parent === undefined);
    expect(top.map(({ key, attributes }) => [key, attributes["timeline"]])).toEqual([
      ["phase-1", "Week 1"],
      ["phase-2", "Week 2"],
      ["phase-3", "Week 3"],
      ["phase-4", "Week 4"],
    ]);
    expect(plan.phases.filter((phase) => phase.parent !== undefined).map((phase) => phase.key)).toEqual([
      "2.1",
      "3.1",
      "3.2",
    ]);
    expect(plan.gates.some((gate) => gate.line === 35)).toBe(false);
  });

  it("R3: v0.2.0 is declared once, by the title, and the upgrade is no dependency", () => {
    expect(plan.releases).toMatchObject([{ version: "v0.2.0", declaredBy: "title" }]);
    expect(plan.releases[0]).not.toHaveProperty("phase");
    expect(plan.dependencies.some((one) => one.to === "v0.1.4")).toBe(false);
  });

  it("R4: two approvals, before the start of 3.1 and of the plan", () => {
    const approvals = plan.gates.filter((gate) => gate.kind === "approval");
    expect(approvals.map(({ line, before }) => [line, before])).toEqual([
      [101, ["start:3.1"]],
      [274, ["start:plan"]],
    ]);
    expect(approvals.map((gate) => gate.criteria.map((one) => one.kind))).toEqual([
      ["approval"],
      ["approval"],
    ]);
  });

  it("R5: decisions with their options; claimed ones hold nothing", () => {
    expect(
      plan.decisions.map(({ title, options, before, claim }) => ({ title, options, before, claim })),
    ).toEqual([
      {
        title: "MCP Refactor Decision",
        options: ["approved", "deferred", "conditional"],
        before: ["start:3.1"],
        claim: undefined,
      },
      {
        title: "Version Strategy Decision",
        options: ["a", "b"],
        before: ["tag:v0.2.0", "done:3.2"],
        claim: undefined,
      },
      {
        title: "Decision 1: MCP System Architecture",
        options: ["a", "b"],
        before: ["done:plan"],
        claim: undefined,
      },
      { title: "Decision 2: Versioning Strategy", options: [], before: [], claim: "APPROVED" },
      { title: "Decision 3: Support Matrix", options: [], before: [], claim: "APPROVED" },
    ]);
  });

  it("R6: what blocks the release in prose is offered as a gate", () => {
    expect(parsed.hints.find((hint) => hint.line === 45)).toMatchObject({ rule: "gate-in-prose" });
  });

  it("R7: `Blocks Phase 3 planning` resolves to phase 3 and blocks nothing", () => {
    expect(plan.dependencies).toMatchObject([
      { line: 268, from: "phase-3", to: "MCP Breaking Changes Decision", external: true },
    ]);
    expect(plan.dependencies[0]).not.toHaveProperty("sameAs");
  });

  it("R8: table rows are shown, never tasks or steps", () => {
    const inTable = [...plan.tasks, ...plan.steps].filter(({ line }) => line >= 251 && line <= 257);
    expect(inTable).toEqual([]);
    expect(explain(parsed, 253)[0]).toMatchObject({ taken: "table" });
  });

  it("golden table: success criteria hold no tag, and monitoring comes after the fact", () => {
    expect(gateAt(parsed, 233).before).toEqual(["done:plan"]);
    expect(
      gateAt(parsed, 233)
        .criteria.filter((one) => one.after)
        .map((one) => one.line),
    ).toEqual([244, 245, 246, 247]);
    expect(beforeMoment(parsed, "tag:v0.2.0")).toEqual([74, 150]);
  });
});

describe("enterprise-hardening-execplan.md", () => {
  const parsed = seed("enterprise-hardening-execplan");
  const { plan } = parsed;

  it("E1: nine tasks; the plan of work and the concrete steps are read-only", () => {
    expect(plan.tasks.map((task) => task.role)).toEqual(Array.from({ length: 9 }, () => "work"));
    expect(plan.tasks.every((task) => task.phase === undefined)).toBe(true);
    expect(plan.steps).toHaveLength(9 + 14);
    expect(plan.phases).toEqual([]);
  });

  it("E2: expected labels, and the release of the title", () => {
    expect(plan.labels).toEqual(["enhancement", "safety", "mcp", "orchestration", "durability", "memory"]);
    expect(plan.releases).toMatchObject([{ version: "v0.2", declaredBy: "title" }]);
  });

  it("E3: validation and acceptance stands before the tag; the sentence in the purpose is a hint", () => {
    expect(plan.gates).toHaveLength(1);
    expect(plan.gates[0]).toMatchObject({ line: 64, before: ["tag:v0.2", "done:plan"] });
    expect(plan.gates[0]?.criteria).toHaveLength(5);
    expect(parsed.hints.find((hint) => hint.line === 7)).toMatchObject({ rule: "gate-in-prose" });
  });

  it("E4: records are no gates and no decisions", () => {
    expect(plan.decisions).toEqual([]);
    expect([39, 42, 45, 78].map((line) => explain(parsed, line)[0]?.taken)).toEqual([
      "record",
      "record",
      "record",
      "record",
    ]);
  });
});

describe("goap-execution-plan.md", () => {
  const parsed = seed("goap-execution-plan");
  const { plan } = parsed;

  it("G1: 16 boxes, criteria of one gate in groups, 13 ticked", () => {
    const gate = gateAt(parsed, 301);
    expect(boxes(gate.criteria)).toBe(16);
    expect(gate.criteria.filter((one) => one.checked === true)).toHaveLength(13);
    expect(plan.tasks).toEqual([]);
    expect(gate.before).toEqual(["done:phase-6"]);
  });

  it("G2: goals with attributes, criteria, dependencies and steps with ids", () => {
    const goals = plan.phases.filter((phase) => phase.key.startsWith("goal"));
    expect(goals.map(({ key, attributes }) => [key, attributes["effort"]])).toEqual([
      ["goal-1", "30 minutes"],
      ["goal-2", "8-10 hours"],
      ["goal-3", "4-6 hours"],
    ]);
    expect([39, 53, 66].map((line) => gateAt(parsed, line).before)).toEqual([
      ["done:goal-1"],
      ["done:goal-2"],
      ["done:goal-3"],
    ]);
    expect(needs(parsed)).toEqual(["goal-3 <- goal-1"]);
    expect(plan.steps.map((step) => step.id)).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `Task 1.${n}`),
      ...[1, 2, 3, 4].map((n) => `Task 2.${n}`),
      ...[1, 2, 3, 4].map((n) => `Task 3.${n}`),
    ]);
  });

  it("G3: quality gates stand before the end of the execution phase around them", () => {
    expect(gateAt(parsed, 119)).toMatchObject({ title: "Quality Gate 1", before: ["done:phase-1"] });
    expect(gateAt(parsed, 119).criteria).toHaveLength(3);
    expect(gateAt(parsed, 145)).toMatchObject({ title: "Quality Gate 2", before: ["done:phase-2~2"] });
    expect(gateAt(parsed, 145).criteria).toHaveLength(4);
  });

  it("G4: doubled phases are kept apart and a reference to one is a problem", () => {
    const doubled = plan.phases.filter((phase) => /^phase-[12](?:~|$)/.test(phase.key));
    expect(doubled.map(({ key, line }) => [key, line])).toEqual([
      ["phase-2", 33],
      ["phase-1", 106],
      ["phase-2~2", 124],
      ["phase-1~2", 171],
    ]);
    expect(parsed.problems.map(({ line, rule }) => [line, rule])).toEqual([
      [369, "ambiguous-reference"],
      [370, "ambiguous-reference"],
    ]);
    expect(parsed.problems[0]?.message).toContain("106 and 171");
  });

  it("G5: fences yield nothing; the drawn order is offered", () => {
    const fenced = [...plan.steps, ...plan.gates, ...plan.dependencies].filter(
      ({ line }) => (line >= 79 && line <= 93) || (line >= 175 && line <= 297),
    );
    expect(fenced).toEqual([]);
    expect(parsed.hints.find((hint) => hint.line === 79)).toMatchObject({ rule: "graph-in-fence" });
  });

  it("G6: a claim that the boxes contradict is shown", () => {
    const claims = parsed.hints.filter((hint) => hint.rule === "claim-disagrees");
    expect(claims.map((hint) => hint.line)).toEqual([309, 315]);
  });

  it("declares no release, and lint says so", () => {
    expect(plan.releases).toEqual([]);
    expect(parsed.hints.some((hint) => hint.rule === "no-release")).toBe(true);
  });
});

describe("memory-packaging-roadmap.md", () => {
  const parsed = seed("memory-packaging-roadmap");
  const { plan } = parsed;

  it("M1: 86 boxes: 68 in phases, 8 of no phase, 10 criteria before the end of the plan", () => {
    const counts = [0, 1, 2, 3, 4].map(
      (n) => plan.tasks.filter((task) => task.phase === `phase-${n}`).length,
    );
    expect(counts).toEqual([4, 4, 27, 17, 16]);
    expect(plan.tasks.filter((task) => task.phase === undefined)).toHaveLength(8);
    expect(boxes(gateAt(parsed, 310).criteria)).toBe(10);
    expect(gateAt(parsed, 310).before).toEqual(["done:plan"]);
  });

  it("says that a label names the template of the phase's issue", () => {
    expect(explain(parsed, 22)).toMatchObject([{ taken: "issue template", key: "phase-0" }]);
    expect(explain(parsed, 20)).toMatchObject([{ taken: "label" }]);
  });

  it("M2: five phases in their order, with timeline and priority", () => {
    expect(needs(parsed)).toEqual([
      "phase-1 <- phase-0 (complete)",
      "phase-2 <- phase-1 (complete)",
      "phase-3 <- phase-2 (complete)",
      "phase-4 <- phase-2 (complete)",
    ]);
    expect(plan.phases.map(({ attributes }) => [attributes["timeline"], attributes["priority"]])).toEqual([
      ["1-2 days", "CRITICAL - Blocks all other work"],
      ["2-3 days", "HIGH"],
      ["1-2 weeks", "HIGH"],
      ["1 week", "MEDIUM"],
      ["3-5 days", "MEDIUM"],
    ]);
  });

  it("M3: success criteria that are lines, not lists", () => {
    const gates = [47, 141, 186, 229].map((line) => gateAt(parsed, line));
    expect(gates.map((gate) => gate.criteria.length)).toEqual([5, 6, 5, 5]);
    expect(gates.map((gate) => gate.before)).toEqual([
      ["done:phase-0"],
      ["tag:v0.1.0", "done:phase-2"],
      ["done:phase-3"],
      ["done:phase-4"],
    ]);
  });

  it("M4: issue templates named by phases", () => {
    expect(plan.phases.map((phase) => phase.template)).toEqual([
      ".github/ISSUE_TEMPLATE/packaging-fixes.md",
      undefined,
      ".github/ISSUE_TEMPLATE/memory-system-extraction.md",
      undefined,
      undefined,
    ]);
  });

  it("M5: sections that speak for a repository, and phases by settings", () => {
    const ofNoPhase = plan.tasks.filter((task) => task.phase === undefined).map((task) => task.repository);
    expect(ofNoPhase).toEqual([...Array<string>(4).fill("TTA"), ...Array<string>(4).fill("TTA.dev")]);
    const repositories = { TTA: "o/TTA", "TTA.dev": "o/TTA.dev", "phase-0": "o/TTA.dev" };
    const routed = seed("memory-packaging-roadmap", { repositories }).plan.phases;
    expect(routed.map((phase) => phase.repository)).toEqual([
      "phase-0",
      undefined,
      "TTA.dev",
      "TTA",
      undefined,
    ]);
  });

  it("M7: the release is declared by its task, which is after the fact", () => {
    expect(plan.releases).toMatchObject([
      { version: "v0.1.0", phase: "phase-2", declaredBy: "task", line: 139 },
    ]);
    const after = plan.tasks.filter((task) => task.role === "after");
    expect(after.map((task) => task.text)).toEqual(["Tag release v0.1.0"]);
    expect(criterionAt(parsed, 143)).toMatchObject({
      text: "Package published to TTA.dev repository",
      after: true,
    });
    expect(beforeMoment(parsed, "tag:v0.1.0")).toEqual([141]);
  });

  it("M8: day groups group tasks and are no phases", () => {
    expect(plan.phases).toHaveLength(5);
    const first = plan.tasks.find((task) => task.line === 103);
    expect(first?.section.slice(1)).toEqual([
      "Phase 2: TTA.dev Package Creation",
      "Week 1: Package Setup & Code Extraction",
      "Day 1-2: Package Setup",
    ]);
  });
});
