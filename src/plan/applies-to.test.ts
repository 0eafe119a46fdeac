import { describe, expect, it } from "vitest";
import { appliesTo } from "./applies-to.ts";

describe("appliesTo()", () => {
  it.each([
    ["Run the tests", "v1.2.3", true],
    ["RC1 only: announce the branch", "v1.2.0-rc1", true],
    ["RC1 only: announce the branch", "v1.2.0-rc.1", true],
    ["RC1 only: announce the branch", "v1.2.0-rc.2", false],
    ["RC1 only: announce the branch", "v1.2.0", false],
    ["**RC only:** freeze", "v1.2.0-rc.7", true],
    ["non-PATCH: write the notes", "v1.2.0", true],
    ["non-PATCH: write the notes", "v1.2.1", false],
    ["PATCH only: say what was mended", "v1.2.1", true],
    ["PATCH only: say what was mended", "v1.2.0", false],
    ["FINAL only: tell everybody", "v1.2.0", true],
    ["FINAL only: tell everybody", "v1.2.0-rc.1", false],
    ["MAJOR only: migration guide", "v2.0.0", true],
    ["MAJOR only: migration guide", "v2.1.0", false],
    ["MINOR: bump the docs", "v2.1.0", true],
    ["Final check of the site: it loads", "v1.2.0-rc.1", true],
    ["Patch notes are written: yes", "v1.2.0", true],
  ])("%j of %s is %s", (text, version, applies) => {
    expect(appliesTo(text, version)).toBe(applies);
  });
});
