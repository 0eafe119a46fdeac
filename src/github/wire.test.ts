import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultKind } from "../../simulator/faults.ts";
import { setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

const newIssue = async () => ({
  repository: await stage.github.repository(tool),
  title: "T1",
  body: "",
  labelNodeIds: [],
});

/** What a write becomes by every way in which its answer may fail, and whether GitHub has it. */
const lost: readonly (readonly [FaultKind, string, number])[] = [
  ["500-not-applied", "UncertainError", 0],
  ["502-applied", "UncertainError", 1],
  ["reset-before", "UncertainError", 0],
  ["reset-after", "UncertainError", 1],
  ["html-error", "UncertainError", 1],
  ["truncated-json", "UncertainError", 1],
  ["403-limit", "RetryableError", 0],
  ["401", "RetryableError", 0],
];

describe("a write", () => {
  it.each(lost)("is sent exactly once whatever becomes of its answer: %s", async (kind, error, issues) => {
    const input = await newIssue();
    stage.simulator.forget();
    stage.simulator.faults.inject({ when: { nthWrite: 1 }, kind });

    await expect(stage.github.createIssue(input)).rejects.toMatchObject({ name: error });

    expect(stage.simulator.writes).toHaveLength(1);
    expect(stage.tool.issues().length).toBeLessThanOrEqual(issues);
  });

  it.each(lost)("is sent exactly once by REST too: %s", async (kind, error) => {
    stage.simulator.faults.inject({ when: { nthWrite: 1 }, kind });

    await expect(stage.github.createLabel(tool, "plan")).rejects.toMatchObject({ name: error });

    expect(stage.simulator.writes).toHaveLength(1);
  });

  it("goes on with a new token after its token was refused", async () => {
    stage.simulator.faults.inject({ when: { nthWrite: 1 }, kind: "401" });
    await expect(stage.github.createLabel(tool, "plan")).rejects.toMatchObject({ name: "RetryableError" });
    const { tokens } = stage.simulator.requests;

    await stage.github.createLabel(tool, "plan");

    expect(stage.simulator.requests.tokens).toBe(tokens + 1);
  });

  it("is refused in GitHub's words where it is not valid", async () => {
    await stage.github.createLabel(tool, "plan");

    await expect(stage.github.createLabel(tool, "plan")).rejects.toMatchObject({
      name: "TerminalError",
      status: 422,
      message: 'Cannot create the label "plan" in acme/tool: Validation Failed; Label name already exists',
    });
  });
});

describe("a read", () => {
  it.each(["500-not-applied", "reset-before", "reset-after", "html-error", "truncated-json"] as const)(
    "is sent again after %s, at most five times",
    async (kind) => {
      stage.simulator.faults.inject({ when: () => true, kind, times: 4 });
      await stage.github.labels(tool);

      stage.simulator.faults.inject({ when: () => true, kind, times: 5 });
      await expect(stage.github.milestones(tool)).rejects.toMatchObject({ name: "RetryableError" });

      expect(stage.github.counts()).toMatchObject({ writes: 0 });
    },
  );

  it("gets a new token once, and then is for later", async () => {
    await stage.github.labels(tool);
    const { tokens } = stage.simulator.requests;
    stage.simulator.faults.inject({ when: ({ kind }) => kind === "read", kind: "401" });
    await stage.github.labels(tool);
    expect(stage.simulator.requests.tokens).toBe(tokens + 1);

    stage.simulator.faults.inject({ when: ({ kind }) => kind === "read", kind: "401", times: 9 });
    await expect(stage.github.labels(tool)).rejects.toMatchObject({ name: "RetryableError" });
    expect(stage.simulator.requests.tokens).toBe(tokens + 2);
  });

  it("costs nothing of the limit while nothing changed", async () => {
    await stage.github.createLabel(tool, "plan");
    await stage.github.labels(tool);
    const left = stage.github.remaining;

    const labels = await stage.github.labels(tool);

    expect(labels).toMatchObject([{ name: "plan" }]);
    expect(stage.github.remaining).toBe(left);
  });
});

describe("a limit", () => {
  it("stops everything until the time that GitHub names", async () => {
    await stage.github.repository(tool);
    stage.simulator.faults.inject({ when: { nthWrite: 1 }, kind: "403-limit", retryAfterS: 120 });
    await expect(stage.github.createLabel(tool, "plan")).rejects.toMatchObject({ name: "RetryableError" });
    const { length } = stage.simulator.log;

    const refusal: unknown = await stage.github.labels(tool).catch((error: unknown) => error);

    const waitMs = (refusal as { nextAt: Date }).nextAt.getTime() - stage.simulator.now().getTime();
    expect(waitMs).toBeGreaterThan(110_000);
    expect(waitMs).toBeLessThanOrEqual(120_000);
    expect(stage.simulator.log).toHaveLength(length);
  });

  it("ends when its time has come", async () => {
    await stage.github.repository(tool);
    stage.simulator.faults.inject({ when: { nthWrite: 1 }, kind: "403-limit", retryAfterS: 120 });
    await expect(stage.github.createLabel(tool, "plan")).rejects.toMatchObject({ name: "RetryableError" });

    await stage.simulator.advance(121_000);

    await stage.github.createLabel(tool, "plan");
    expect(stage.simulator.writes.map(({ status }) => status)).toEqual([403, 201]);
  });

  it("of the hour names the time of its reset", async () => {
    await stage.github.labels(tool);
    stage.simulator.limits.corePerHour = 1;

    await expect(stage.github.milestones(tool)).rejects.toMatchObject({
      name: "RetryableError",
      nextAt: expect.any(Date) as Date,
    });
  });

  it("of GraphQL is told in a 200 and still obeyed", async () => {
    const input = await newIssue();
    stage.simulator.limits.contentPerMinute = 1;
    await stage.github.createIssue(input);

    await expect(stage.github.createIssue(input)).rejects.toMatchObject({
      name: "RetryableError",
      nextAt: expect.any(Date) as Date,
    });
  });
});
