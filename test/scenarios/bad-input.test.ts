import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Mill

- [ ] T001 Carry the stone
- [ ] T002 Set the stone
- [ ] T003 Grind the first sack
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** What the default branch's head says about the plan. */
function said(
  of: House,
  name = `plangate/plan ${of.path}`,
): { readonly conclusion: string | null; readonly summary: string } {
  const check = of.tool
    .checkRuns(of.tool.head())
    .filter((run) => run.name === name)
    .at(-1);
  return { conclusion: check?.conclusion ?? null, summary: check?.summary ?? "" };
}

const titles = (of: House): readonly string[] => of.tool.issues().map(({ title }) => title);

describe("bad input gets a clear answer and loses nothing", () => {
  it("an unknown settings key: the nearest one is named, and nothing is done", async () => {
    house = await openHouse({ plan, settings: ["enforcment: enforce"] });
    await house.settle();

    expect(said(house, "plangate/settings").conclusion).toBe("failure");
    expect(said(house, "plangate/settings").summary).toContain('did you mean "enforcement"');
    expect(titles(house)).toEqual([]);
  });

  it("a plan that is missing: its issues stay as they are, and it goes on when the plan is back", async () => {
    house = await openHouse({ plan });
    await house.settle();
    const before = titles(house);
    expect(before).toEqual(["Mill"]);

    house.ada.push({ [house.path]: null });
    await house.settle();
    expect(said(house)).toMatchObject({ conclusion: "failure" });
    expect(said(house).summary).toContain("the plan docs/plan.md is missing");
    expect(house.tool.issues().map(({ title, state }) => `${title} ${state}`)).toEqual(["Mill open"]);

    house.ada.push({ [house.path]: plan });
    await house.settle();
    expect(titles(house)).toEqual(before);
  });

  it("a plan over a limit: which value, which limit, and no issue is closed", async () => {
    house = await openHouse({ plan });
    await house.settle();

    house.ada.push({ [house.path]: `${plan}${"- ".repeat(40)}deep\n` });
    await house.settle();

    expect(said(house)).toMatchObject({ conclusion: "failure" });
    expect(said(house).summary).toMatch(/32/);
    expect(house.tool.issues().map(({ state }) => state)).toEqual(["open"]);
  });

  it("two lines that claim one issue: both are named, and neither changes it", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    await house.settle();
    const text = house.tool.file(house.path);
    const link = / \(\[#\d+\][^)]*\)\)/.exec(text)?.[0] ?? "";

    house.ada.push({ [house.path]: `${text}- [ ] T004 Grind the second sack${link}\n` });
    await house.settle();

    expect(said(house).conclusion).toBe("neutral");
    expect(said(house).summary).toContain("lines 3, 6 all link to it");
    expect(house.tool.issues().filter(({ state }) => state === "open").length).toBeGreaterThanOrEqual(4);
  });

  it("a repository that plangate is not installed on: its tasks wait, the others go on", async () => {
    house = await openHouse({
      plan: `${plan}\n## For Sails Repository\n\n- [ ] T010 Sew the sails\n`,
      planSettings: ["issues: tasks", "repositories:", "  Sails: acme/sails"],
    });
    await house.settle();

    expect(said(house).summary).toContain("acme/sails");
    expect(titles(house)).toContain("T001 Carry the stone");
    expect(titles(house)).not.toContain("T010 Sew the sails");
  });

  it("a permission that is missing: which one, and it goes on when it is given", async () => {
    house = await openHouse({ plan });
    const permissions = {
      metadata: "read",
      contents: "write",
      checks: "write",
      pull_requests: "write",
    } as const;
    house.installation.permit({ ...permissions, issues: "read" });
    await house.settle();

    expect(said(house)).toMatchObject({ conclusion: "failure" });
    expect(said(house).summary).toContain("it needs the permission issues=write");
    expect(titles(house)).toEqual([]);

    house.installation.permit({ ...permissions, issues: "write" });
    await house.later(90 * 60_000);
    expect(titles(house)).toEqual(["Mill"]);
  });
});
