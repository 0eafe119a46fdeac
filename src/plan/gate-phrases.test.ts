import { describe, expect, it } from "vitest";
import { gatePhraseIn } from "./gate-phrases.ts";

describe("gatePhraseIn()", () => {
  it.each([
    ["Prerequisites", "prerequisites", true],
    ["Hard Blockers (Must Complete Before Starting)", "prerequisites", true],
    ["🔒 SECURITY GATE", "security", true],
    ["Pre-Implementation Checklist", "checklist", true],
    ["HUMAN APPROVAL REQUIRED", "approval", true],
    ["Success Criteria for v0.4 Series", "criteria", false],
    ["✅ Definition of Done", "criteria", false],
    ["Validation and Acceptance", "criteria", false],
    ["3. Quality gates (must pass)", "quality", false],
    ["Quality Gate 2", "quality", false],
    ["Gate 1: Compression", "quality", false],
    ["Go/No-Go", "checkpoint", false],
    ["Release Readiness Checklist", "release", false],
    ["Security Checklist", "checklist", false],
    ["Overall Success Metrics", "criteria", false],
  ])("knows %s", (words, kind, entry) => {
    expect(gatePhraseIn(words)).toMatchObject({ kind, entry });
  });

  it.each([
    "Payment-Gateway",
    "Blockers / Gotchas",
    "ALL CRITICAL RELEASE BLOCKERS COMPLETE!",
    "Quality Gate Implementation",
    "Performance Targets",
    "Issue Creation Checklist",
    "Decision Log",
    "Rollback Procedures",
  ])("takes %s for no gate", (words) => {
    expect(gatePhraseIn(words)).toBeUndefined();
  });
});
