import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewCheck } from "../engine/github.ts";
import { headOf, setStage, type Stage, tool } from "./test-support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  stage.simulator.assertAllowed();
  await stage.simulator.close();
});

async function newCheck(): Promise<NewCheck> {
  const commit = await headOf(stage.github);
  return {
    commit,
    name: "plangate",
    status: "in_progress",
    title: "Looking",
    summary: "Reads the plan",
    annotations: [{ path: "docs/roadmap.md", line: 3, level: "warning", title: "T1", message: "Look here" }],
    externalId: "e1",
  };
}

describe("checks()", () => {
  it("reads check runs and statuses, the latest of each name and maker", async () => {
    const ref = await headOf(stage.github);
    const ada = stage.simulator.as("ada", tool);
    ada.reportCheck("test", { ref, conclusion: "failure", app: "github-actions" });
    ada.reportCheck("test", { ref, conclusion: "success", app: "github-actions" });
    ada.status("lint", "failure", ref);
    ada.status("lint", "success", ref);
    ada.status("slow", "pending", ref);

    const checks = await stage.github.checks(tool, ref);

    expect(
      checks.map(({ name, app, status, conclusion }) => [name, app, status, conclusion].join(" ")).toSorted(),
    ).toEqual([
      "lint @ada completed success",
      "slow @ada in_progress ",
      "test github-actions completed success",
    ]);
  });
});

describe("createCheck(), updateCheck() and ownChecks()", () => {
  it("posts one check run and concludes it", async () => {
    const check = await newCheck();
    const { id } = await stage.github.createCheck(tool, check);
    expect(await stage.github.ownChecks(tool, check.commit)).toEqual([
      {
        id,
        name: "plangate",
        status: "in_progress",
        conclusion: null,
        externalId: "e1",
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      },
    ]);

    await stage.github.updateCheck(tool, id, {
      ...check,
      status: "completed",
      conclusion: "neutral",
      externalId: "e2",
    });

    expect(await stage.github.ownChecks(tool, check.commit)).toMatchObject([
      { id, name: "plangate", status: "completed", conclusion: "neutral", externalId: "e2" },
    ]);
    expect(stage.simulator.writes.map(({ route }) => route)).toEqual([
      "POST /repos/{owner}/{repo}/check-runs",
      "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
    ]);
  });

  it("tells whether somebody asked for it anew since it was concluded", async () => {
    const check = await newCheck();
    const { id } = await stage.github.createCheck(tool, {
      ...check,
      status: "completed",
      conclusion: "success",
    });
    await stage.simulator.advance(60_000);
    expect((await stage.github.ownChecks(tool, check.commit))[0]).not.toHaveProperty("askedAgain");

    stage.simulator.as("ada", tool).rerequest(id);
    expect(await stage.github.ownChecks(tool, check.commit)).toMatchObject([{ id, askedAgain: true }]);

    await stage.github.createCheck(tool, { ...check, status: "completed", conclusion: "success" });
    expect((await stage.github.ownChecks(tool, check.commit))[0]).not.toHaveProperty("askedAgain");
  });

  it("gives the latest of each name, and no other App's", async () => {
    const check = await newCheck();
    await stage.github.createCheck(tool, check);
    const { id } = await stage.github.createCheck(tool, { ...check, externalId: "e2" });
    stage.simulator
      .as("ada", tool)
      .reportCheck("plangate", { ref: check.commit, conclusion: "success", app: "github-actions" });

    expect(await stage.github.ownChecks(tool, check.commit)).toMatchObject([{ id, externalId: "e2" }]);
  });

  it("keeps the first 50 annotations: GitHub takes no more at once", async () => {
    const check = await newCheck();
    const [annotation] = check.annotations;
    if (annotation === undefined) throw new Error("unreachable");

    await stage.github.createCheck(tool, {
      ...check,
      annotations: Array.from({ length: 60 }, () => annotation),
    });

    expect(stage.simulator.writes).toMatchObject([{ status: 201 }]);
  });
});
