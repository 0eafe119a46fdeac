import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Boat

## Prerequisites

- The yard is rented

## Phase 1: Hull

- [ ] T001 Lay the keel

## Phase 2: Rig

**Dependencies**: Phase 1 complete

- [ ] T002 Step the mast
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const check = (of: House, pullRequest: number) => {
  const { headSha } = of.tool.pull(pullRequest);
  return of.tool.checkRuns(headSha).filter(({ name }) => name === "plangate");
};

describe.each(deliveries)("a pull request's check, webhooks %s", (delivery) => {
  it("tells what stands before the start of the phase that it works on, and passes once nothing does", async () => {
    house = await openHouse({ plan, delivery });
    const { tool, ada, eve, settle, simulator } = house;
    await settle();
    const phase = tool.issues().find(({ title }) => title.startsWith("Phase 1"))?.number ?? 0;
    const pullRequest = eve.openPullRequest({
      files: { "keel.txt": "oak" },
      title: "Lay the keel",
      body: `Part of #${phase}`,
    });
    await settle();

    expect(check(house, pullRequest)).toHaveLength(1);
    expect(check(house, pullRequest)[0]).toMatchObject({ status: "completed", conclusion: "neutral" });
    expect(check(house, pullRequest)[0]?.summary).toContain("/plangate attest G1");

    ada.comment(1, "/plangate attest G1 because the contract is signed");
    await settle();
    expect(check(house, pullRequest).at(-1)).toMatchObject({ conclusion: "success" });

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("shows what a changed plan would do, and writes none of it", async () => {
    house = await openHouse({ plan, delivery });
    const { tool, eve, settle, path } = house;
    await settle();
    const before = tool.issues();
    const changed = tool
      .file(path)
      .replace(
        "- [ ] T002 Step the mast",
        "- [ ] T002 Step the mast\n\n## Phase 3: Launch\n\n- [ ] T003 Open the champagne",
      );

    const pullRequest = eve.openPullRequest({ files: { [path]: changed }, title: "Launch it" });
    await settle();

    expect(check(house, pullRequest)[0]?.text).toContain("Phase 3");
    expect(tool.issues()).toEqual(before);
  });
});

describe("a pull request that breaks the settings", () => {
  it("fails with the problem on its line, and the old settings go on", async () => {
    house = await openHouse({ plan });
    const { tool, eve, settle, simulator } = house;
    await settle();
    const settings = `${tool.file(".github/plangate.yml")}enforcment: enforce\n`;

    const pullRequest = eve.openPullRequest({
      files: { ".github/plangate.yml": settings },
      title: "Enforce",
    });
    await settle();

    const [run] = check(house, pullRequest);
    expect(run?.conclusion).toBe("failure");
    expect(run?.annotations).toMatchObject([
      {
        path: ".github/plangate.yml",
        start_line: 4,
        message: expect.stringContaining('did you mean "enforcement"'),
      },
    ]);
    expect(simulator.violations).toEqual([]);
  });
});
