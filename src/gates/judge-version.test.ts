import { describe, expect, test } from "vitest";
import { evidenceWith, said } from "../../test/shared/evidence-with.ts";
import { condition, decision, gate, phase, planWith, release, task } from "../../test/shared/plan-with.ts";
import { known } from "../model/known.ts";
import type { IssueNumber } from "../model/repository.ts";
import { defaultSettings } from "../model/settings.ts";
import type { Settings } from "../model/settings.ts";
import { judgeVersion } from "./judge-version.ts";

const now = new Date("2026-01-10T12:00:00Z");
const refuse: Settings = {
  ...defaultSettings,
  releases: { ...defaultSettings.releases, unplanned: "refuse" },
};
const leann = decision("D1", ["proceed", "defer"]);
const plan = planWith({
  phases: [phase("v0.1.0", { release: "v0.1.0" }), phase("v0.2", { release: "v0.2" })],
  releases: [release("v0.1.0", { phase: "v0.1.0" }), release("v0.2", { phase: "v0.2" })],
  tasks: [task("Write it", { phase: "v0.1.0" })],
  decisions: [leann],
  conditions: [condition("v0.2", "D1", "proceed")],
  gates: [
    gate("G1", ["start:v0.1.0"], { kind: "security", criteria: [{ kind: "approval" }] }),
    gate("G2", ["tag:v0.1.0", "tag:v0.2"], {
      title: "Quality Gates",
      criteria: [{ kind: "command" }, { kind: "box", after: true }],
    }),
  ],
});

const judge = (version: string, settings: Settings = defaultSettings, evidence = evidenceWith()) =>
  judgeVersion({ plan, settings, evidence, now, version });
const approved = evidenceWith({
  statements: known([said("approve", "G1", { wording: plan.gates[0]?.wording ?? "" })]),
});
const deferred = evidenceWith({
  statements: known([said("decide", "D1", { option: "defer", wording: leann.wording })]),
});

describe("judgeVersion()", () => {
  test("takes v0.2.0 for the release v0.2, and v0.1 for v0.1.0", () => {
    expect(judge("v0.2.0").key).toBe("v0.2");
    expect(judge("v0.1").key).toBe("v0.1.0");
  });

  test("asks a prerelease for what stands before the start alone", () => {
    const node = judge("v0.1.0-rc.1");

    expect(node).toMatchObject({ key: "v0.1.0-rc.1", verdict: "pending" });
    expect(node.children.map((child) => child.key)).toEqual(["start:v0.1.0"]);
    expect(judge("v0.1.0-rc.1", defaultSettings, approved).verdict).toBe("pass");
    expect(judge("v0.1.0", defaultSettings, approved).verdict).toBe("pending");
  });

  test("refuses a skipped release, and its prereleases", () => {
    for (const version of ["v0.2", "v0.2.0", "v0.2.0-rc.1"]) {
      expect(judge(version, defaultSettings, deferred)).toMatchObject({
        verdict: "fail",
        reason: expect.stringContaining('v0.2 is skipped: D1 was decided for "defer" by mona') as unknown,
      });
    }
  });

  test("asks an unplanned version for the gates of every release, and blockers", () => {
    const node = judge("v0.1.1");

    expect(node.children.map((child) => child.key)).toEqual(["G2", "blockers"]);
    expect(node.children[0]?.children.map((child) => child.key)).toEqual(["G2.1"]);
    expect(judge("v0.1.1-rc.1").verdict).toBe("pass");
  });

  test("holds an unplanned version for a blocker", () => {
    const blockers = known([
      { issue: { repository: "o/r" as const, number: 1 as IssueNumber }, title: "Data loss" },
    ]);

    expect(judge("v0.1.1", defaultSettings, evidenceWith({ blockers })).verdict).toBe("fail");
  });

  test.each(["v0.1.1", "v9.0.0-rc.1"])("refuses the unplanned %s where settings say so", (version) => {
    expect(judge(version, refuse)).toMatchObject({
      verdict: "fail",
      reason: `the plan declares no ${version}, and settings refuse unplanned versions`,
    });
  });

  test.each(["latest", "v1", "0.1.0 ", "v0.1.0\n", "V0.1.0"])("takes %j for no version", (version) => {
    expect(judge(version)).toMatchObject({
      verdict: "fail",
      reason: expect.stringContaining("is no version") as unknown,
    });
  });

  test("takes a version with another prefix for another version", () => {
    expect(judge("0.1.0", refuse).verdict).toBe("fail");
  });
});
