import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Gate, ParsedPlan } from "../src/model/plan.ts";
import { parsePlan } from "../src/plan/parse-plan.ts";
import { boxTokensOf, boxesOf } from "./read-boxes.ts";

const names = ["brewery-playbook", "library-move", "garden-goals", "clock-roadmap"] as const;

function fixture(name: (typeof names)[number], settings = {}): ParsedPlan {
  return parsePlan(bytesOf(name), settings);
}

function bytesOf(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, "fixtures/plans", `${name}.md`));
}

/** Gates in one line each: title, moments, criteria with `~` before what is after the fact. */
function told(gate: Gate): string {
  const criteria = gate.criteria.map((one) => `${one.after ? "~" : ""}${one.kind}`);
  return `${gate.title} | ${gate.before.join(" ")} | ${criteria.join(" ")}`;
}

const needs = ({ plan }: ParsedPlan): readonly string[] =>
  plan.dependencies.map(
    ({ from, to, state = "", external }) => `${from} < ${to} ${state}${external ? " ext" : ""}`,
  );

describe("a release sequence with gates", () => {
  const parsed = fixture("brewery-playbook");
  const { plan } = parsed;

  it("has releases in phases, and gates before starts, tags and the end", () => {
    expect(plan.phases.map(({ key, parent }) => [key, parent])).toEqual([
      ["mash-phase", undefined],
      ["v2.1.0", "mash-phase"],
      ["v2.1.1", "mash-phase"],
      ["boil-phase", undefined],
      ["v2.1.2", "boil-phase"],
      ["v2.1.3", undefined],
    ]);
    expect(plan.releases.map(({ version, effort }) => [version, effort])).toEqual([
      ["v2.1.0", "10-12 hours"],
      ["v2.1.1", "8-10 hours"],
      ["v2.1.2", "9 hours"],
      ["v2.1.3", "15 hours"],
    ]);
    expect(plan.gates.map(told)).toEqual([
      "Hard Blockers (Must Complete Before Starting) | start:plan | tags file statement",
      "Quality Gates | tag:v2.1.0 done:v2.1.0 | statement command",
      "Security Gate | start:v2.1.2 | approval",
      "SECURITY GATE | start:v2.1.2 | approval",
      "Pre-Implementation Checklist | start:v2.1.2 | box box box",
      "Release Checklist | tag:v2.1.3 done:v2.1.3 | box box ~box ~box ~box",
      "Quality Gates (Enforce at Every Release) | tag:v2.1.0 tag:v2.1.1 tag:v2.1.2 tag:v2.1.3 | command command command",
      "Success Criteria for v2.1 Series | done:plan | statement threshold",
    ]);
    expect(plan.tasks).toEqual([]);
  });

  it("asks for the hygiene review once", () => {
    const same = plan.gates.flatMap((gate) => gate.criteria).filter((one) => one.sameAs !== undefined);
    expect(same.map(({ text, sameAs }) => [text, sameAs])).toEqual([
      ["Before proceeding to v2.1.2, order the hygiene review (2 weeks).", "G4.1"],
      ["Hygiene review complete", "G4.1"],
      ["Review report: no critical findings", "G4.1"],
    ]);
    expect(plan.dependencies.find((one) => one.to.startsWith("Hygiene"))?.sameAs).toBe("G4.1");
  });

  it("has dependencies, a decision, a condition and rollbacks", () => {
    expect(needs(parsed)).toEqual([
      "v2.1.1 < v2.1.0 complete",
      "v2.1.1 < v2.0.4 available ext",
      "v2.1.2 < v2.1.1 complete",
      "v2.1.2 < Hygiene review PASSED passed ext",
      "v2.1.3 < v2.1.1 complete",
      "v2.1.3 < v2.1.2 complete or skipped",
    ]);
    expect(plan.decisions).toMatchObject([{ options: ["proceed", "defer"], before: ["start:v2.1.2"] }]);
    expect(plan.conditions).toMatchObject([{ phase: "v2.1.2", decision: "D1", option: "proceed" }]);
    expect(plan.rollbacks.map((one) => one.phase)).toEqual(["v2.1.0", undefined]);
  });

  it("reads thresholds whose signs were garbled", () => {
    const gate = plan.gates.find((one) => one.title.includes("Every Release"));
    const read = gate?.criteria.map(({ threshold, furtherThresholds = [] }) =>
      [threshold, ...furtherThresholds].map((one) => `${one?.comparator} ${one?.value} ${one?.unit}`),
    );
    expect(read).toEqual([[">= 85 %"], ["= 0 errors", "< 5 warnings"], ["<= 3 %"]]);
    expect(gate?.criteria.map((one) => one.threshold?.metric)).toEqual([
      "Coverage overall",
      "errors",
      "regression",
    ]);
    expect(gate?.criteria[2]?.threshold?.baseline).toBe(true);
  });
});

describe("a freeze with decisions by people", () => {
  const parsed = fixture("library-move");
  const { plan } = parsed;

  it("belongs to the release of its title", () => {
    expect(plan.releases).toMatchObject([{ version: "v3.0.0", declaredBy: "title" }]);
    expect(plan.gates.map(told)).toEqual([
      "Security Checklist | tag:v3.0.0 done:2.1 | box box",
      "HUMAN APPROVAL REQUIRED | start:3.1 | approval",
      "Release Readiness Checklist | tag:v3.0.0 done:plan | box box box",
      "Success Criteria | done:plan | threshold ~threshold",
      "HUMAN APPROVAL REQUIRED | start:plan | approval",
    ]);
    expect(plan.tasks.map(({ text, phase }) => [text, phase])).toEqual([
      ["Floor plan", "phase-1"],
      ["Catalogue", "phase-1"],
    ]);
  });

  it("knows decisions, open and claimed, and what is only told", () => {
    expect(
      plan.decisions.map(({ title, options, before, claim }) => [title, options, before, claim]),
    ).toEqual([
      ["Card Decision", ["approved", "deferred"], ["start:3.1"], undefined],
      ["Opening Strategy Decision", ["a", "b"], ["tag:v3.0.0", "done:3.2"], undefined],
      ["Decision 1: Floors", ["a", "b"], ["done:plan"], undefined],
      ["Decision 2: Colours", [], [], "APPROVED"],
    ]);
    expect(needs(parsed)).toEqual(["phase-3 < Card Decision  ext"]);
    expect(parsed.hints.map((hint) => hint.rule)).toContain("gate-in-prose");
    expect(plan.steps).toEqual([]);
  });
});

describe("goals, atomic tasks and parallel phases", () => {
  const parsed = fixture("garden-goals");
  const { plan } = parsed;

  it("has goals with steps, and gates before the end of their phase", () => {
    expect(plan.steps.map(({ id, phase }) => [id, phase])).toEqual([
      ["Task 1.1", "goal-1"],
      ["Task 1.2", "goal-1"],
      ["Task 2.1", "goal-2"],
    ]);
    expect(needs(parsed)).toEqual(["goal-2 < goal-1 "]);
    expect(plan.gates.map(told)).toEqual([
      "Success Criteria | done:goal-1 | command",
      "Quality Gate 1 | done:phase-1 | command",
      "Overall Success Criteria | done:phase-4 | box box box",
    ]);
  });

  it("keeps doubled phases apart and reports a reference to one", () => {
    expect(plan.phases.map((phase) => phase.key)).toEqual([
      "phase-2",
      "goal-1",
      "goal-2",
      "phase-3",
      "phase-1",
      "phase-2~2",
      "phase-4",
    ]);
    expect(parsed.problems.map((problem) => problem.rule)).toEqual(["ambiguous-reference"]);
    expect(parsed.hints.map((hint) => hint.rule)).toEqual([
      "no-release",
      "graph-in-fence",
      "claim-disagrees",
    ]);
  });
});

describe("a roadmap over two repositories", () => {
  const parsed = fixture("clock-roadmap", { repositories: { Tower: "o/tower", Watch: "o/watch" } });
  const { plan } = parsed;

  it("reads phases, templates, repositories, and criteria that are lines", () => {
    expect(plan.phases.map(({ key, repository, template }) => [key, repository, template])).toEqual([
      ["phase-0", undefined, ".github/ISSUE_TEMPLATE/repairs.md"],
      ["phase-1", "Watch", undefined],
      ["phase-2", "Tower", undefined],
    ]);
    expect(plan.gates.map(told)).toEqual([
      "Success Criteria | done:phase-0 | statement statement",
      "Success Criteria | tag:v0.3.0 done:phase-1 | ~statement threshold",
      "Success Metrics | done:plan | box",
    ]);
    expect(plan.tasks.map(({ text, role, repository }) => [text, role, repository])).toEqual([
      ["Wind the spring", "work", undefined],
      ["Cut the wheels", "work", undefined],
      ["Polish them", "work", undefined],
      ["Tag release v0.3.0", "after", undefined],
      ["Hang the bell", "work", undefined],
      ["Create the bell issue", "work", "Tower"],
    ]);
    expect(plan.tasks[0]?.body).toBe("- Clockwise\n- Gently");
    expect(plan.tasks[1]?.section).toEqual([
      "Clock & Watch Roadmap",
      "Phase 1: Watch Package Creation",
      "Week 1: Parts",
      "Day 1-2: Wheels",
    ]);
  });
});

describe("every plan", () => {
  it.each(names)("%s: each box once, in a task or a criterion, at its byte", (name) => {
    expect(boxesOf(fixture(name))).toEqual(boxTokensOf(bytesOf(name)));
  });

  it.each(names)("%s: keys and identities are unique", (name) => {
    const { plan } = fixture(name);
    const criteria = plan.gates.flatMap((gate) => gate.criteria);
    const keys = [...plan.phases, ...plan.gates, ...plan.decisions, ...criteria].map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
    const identities = plan.tasks.map((task) => task.identity);
    expect(new Set(identities).size).toBe(identities.length);
  });
});
