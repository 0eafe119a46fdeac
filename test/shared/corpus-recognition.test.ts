import { describe, expect, it } from "vitest";
import { explain } from "../../src/plan/explain.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { boxTokensOf, boxesOf } from "../read-boxes.ts";
import { sharedPlans } from "./plans-folder.ts";

describe.each(sharedPlans())("parsePlan() on $name", ({ bytes }) => {
  const parsed = parsePlan(bytes);
  const { plan } = parsed;
  const criteria = plan.gates.flatMap((gate) => gate.criteria);

  it("has each box once, as a task or a criterion, at its byte", () => {
    expect(boxesOf(parsed)).toEqual(boxTokensOf(bytes));
  });

  it("gives unique keys and identities", () => {
    const keys = [...plan.phases, ...plan.gates, ...plan.decisions, ...criteria].map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
    const identities = plan.tasks.map((task) => task.identity);
    expect(new Set(identities).size).toBe(identities.length);
  });

  it("holds no tag back by what exists only after it", () => {
    const tagged = plan.gates.filter((gate) => gate.before.some((moment) => moment.startsWith("tag:")));
    const late = tagged.flatMap((gate) => gate.criteria).filter((one) => !one.after);
    expect(
      late.filter((one) => /^git tag .*created|github release (?:published|created)/i.test(one.text)),
    ).toEqual([]);
  });

  it("names only phases, releases and criteria that it has", () => {
    const phases = new Set(plan.phases.map((phase) => phase.key));
    const known = new Set([...phases, ...plan.releases.map((release) => release.version), "plan"]);
    const moments = [...plan.gates, ...plan.decisions].flatMap((one) => one.before);
    expect(moments.filter((moment) => !known.has(moment.slice(moment.indexOf(":") + 1)))).toEqual([]);
    const placed = [...plan.tasks, ...plan.steps, ...plan.gates, ...plan.decisions];
    expect(placed.filter((one) => one.phase !== undefined && !phases.has(one.phase))).toEqual([]);
    const keys = new Set(criteria.map((one) => one.key));
    const asked = [...criteria, ...plan.dependencies].flatMap((one) => one.sameAs ?? []);
    expect(asked.filter((key) => !keys.has(key))).toEqual([]);
  });

  it("explains every line", () => {
    const lines = new TextDecoder().decode(bytes).split("\n").length;
    const explained = Array.from({ length: Math.min(lines, 400) }, (_, at) => explain(parsed, at + 1));
    expect(explained.every((one) => one.length > 0)).toBe(true);
  });
});
