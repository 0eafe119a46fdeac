import { describe, expect, it } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

describe("unifiedDiff()", () => {
  it("shows each changed line with a line of context, and where it stands on both sides", () => {
    const before = "# Plan\n\n- [ ] A\n- [ ] B\n- [ ] C\n\ntext\nmore\n- [ ] D\n";
    const after = "# Plan\n\n- [x] A\n- [ ] B\n- [ ] C\n\ntext\nnew\nmore\n- [ ] D\n";

    expect(unifiedDiff("docs/plan.md", before, after)).toEqual([
      "--- a/docs/plan.md",
      "+++ b/docs/plan.md",
      "@@ -2,3 +2,3 @@",
      " ",
      "-- [ ] A",
      "+- [x] A",
      " - [ ] B",
      "@@ -7,2 +7,3 @@",
      " text",
      "+new",
      " more",
    ]);
  });

  it("is empty where nothing changed", () => {
    expect(unifiedDiff("plan.md", "a\n", "a\n")).toEqual([]);
  });

  it("ends at the ends of the file", () => {
    expect(unifiedDiff("plan.md", "a", "a\nb")).toEqual([
      "--- a/plan.md",
      "+++ b/plan.md",
      "@@ -1,1 +1,2 @@",
      " a",
      "+b",
    ]);
  });
});
