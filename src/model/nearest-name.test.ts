import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

const known = ["enforcement", "plans", "gates", "releases", "write-back"];

describe("nearestName()", () => {
  it.each([
    ["enforcment", "enforcement"],
    ["Enforcement", "enforcement"],
    ["gaets", "gates"],
    ["gate", "gates"],
    ["writeback", "write-back"],
    ["realeses", "releases"],
    ["wall", undefined],
    ["", undefined],
    ["x", undefined],
    ["e".repeat(10_000), undefined],
  ])("takes %s for %s", (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });

  it("prefers the nearer of two, and the first of equals", () => {
    expect(nearestName("labls", ["labs", "labels"])).toBe("labs");
    expect(nearestName("count", ["counts", "mount"])).toBe("counts");
  });
});
