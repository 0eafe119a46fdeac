import { describe, expect, it } from "vitest";
import { parsePlan } from "./parse-plan.ts";

/** What one line of a gate asks for. */
function criterionIn(line: string) {
  const { plan } = parsePlan(new TextEncoder().encode(`# P v1.0.0\n\n## Quality Gates\n\n- ${line}\n`));
  return plan.gates[0]?.criteria[0];
}

describe("a line that waits for a day", () => {
  it.each([
    ["Not before 2026-12-01", "2026-12-01"],
    ["not earlier than 2026-12-01, when the freeze ends", "2026-12-01"],
    ["No earlier than 2028-02-29", "2028-02-29"],
    ["No **earlier** than 2026-12-01", "2026-12-01"],
  ])("%s", (line, day) => {
    expect(criterionIn(line)).toMatchObject({ kind: "date", day });
  });

  it.each([
    "Not before 2026-02-30",
    "Not before 2026-13-01",
    "Not before 2026-1-1",
    "Not before 2026-12-011",
    "Not before 2026-12-01-rc",
    "Not before December",
    "It goes not before 2026-12-01",
    "Before 2026-12-01",
    "After 2026-12-01",
    "2026-12-01",
  ])("%s is said by a person", (line) => {
    expect(criterionIn(line)).toMatchObject({ kind: "statement" });
  });

  it("in a box is ticked", () => {
    expect(criterionIn("[ ] Not before 2026-12-01")).toMatchObject({ kind: "box" });
  });
});
