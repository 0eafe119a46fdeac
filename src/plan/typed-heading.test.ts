import { describe, expect, it } from "vitest";
import { typedHeading } from "./typed-heading.ts";

describe("typedHeading()", () => {
  it.each([
    ["Phase 2: Walls", "phase-2", undefined],
    ["Phase 2A Execution: Walls", "phase-2a", undefined],
    ["Phase 2.1: Walls (INSERTED)", "phase-2.1", undefined],
    ["🎯 Milestone 1", "milestone-1", undefined],
    ["M3: Ship", "milestone-3", undefined],
    ["Week 1-2: Setup", "week-1-2", undefined],
    ["Foundation Phase: v0.4.0 - v0.4.2 (55 hours)", "foundation-phase", undefined],
    ["Foundation Phase: v0.4.0 ‚Äì v0.4.2", "foundation-phase", undefined],
    ["Stabilisation Phase: v0.4.9 (15 hours)", "v0.4.9", "v0.4.9"],
    ["v0.4.8 - Backend **CONDITIONAL**", "v0.4.8", "v0.4.8"],
    ["Release v1.2.0", "v1.2.0", "v1.2.0"],
    ["4. Packaging", "4", undefined],
    ["3.1 Refactor", "3.1", undefined],
  ])("reads %s", (words, key, version) => {
    expect(typedHeading(words)).toMatchObject({ key });
    expect(typedHeading(words)?.version).toBe(version);
  });

  it.each([
    "Phases",
    "Overview",
    "v0.4.x notes",
    "v0.4 Series",
    "v0.4.0 to v0.4.2",
    "2025 goals",
    "Step 1: Read",
    "Task 4 - Do",
  ])("takes %s for none", (words) => {
    expect(typedHeading(words)).toBeUndefined();
  });
});
