import { describe, expect, it } from "vitest";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { appliesTo } from "../../src/plan/applies-to.ts";
import { releaseCopy } from "../../src/plan/release-copy.ts";
import { corpusPlans } from "./plans-folder.ts";

// Not the release checklists alone: whatever a team lists may be its checklist.
const plans = corpusPlans();

describe("the plans of the corpus, each as one release's copy", () => {
  it.each(plans)("$name", ({ bytes }) => {
    const { plan } = parsePlan(bytes);
    const copy = releaseCopy(plan, "v1.2.3");

    const criteria = plan.gates.flatMap((gate) => gate.criteria.filter(({ kind }) => kind === "box"));
    const work = plan.tasks.filter(({ role }) => role !== "legend" && role !== "placeholder");
    const lines = [...work, ...criteria]
      .filter(({ text }) => appliesTo(text, "v1.2.3"))
      .map(({ line }) => line)
      .toSorted((left, right) => left - right);
    expect(copy.tasks.map(({ line }) => line)).toEqual(lines);
    expect(new Set(lines).size).toBe(lines.length);
    expect(new Set(copy.tasks.map(({ identity }) => identity)).size).toBe(lines.length);
    expect(copy.tasks.every(({ checked }) => !checked)).toBe(true);
    expect(copy.gates.every(({ before }) => before.every((moment) => moment === "tag:v1.2.3"))).toBe(true);
  });
});
