import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const checklist = `# Release checklist

## Before

- [x] Run the tests
- [ ] non-PATCH: write the notes
- [ ] RC1 only: announce the branch

### Security Gate

- [ ] Audit is filed

## After

- [ ] Git tag created
`;

const roadmap = `# Lamp

## v1.2.0 - Light

- [x] T001 Wire the switch
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

async function open(): Promise<House> {
  house = await openHouse({
    plan: checklist,
    path: "RELEASE.md",
    planSettings: ["per: release"],
    delivery: "dropped",
  });
  return house;
}

const copyOf = (of: House, version: string) =>
  of.tool.issues().find(({ title }) => title.startsWith(`Release ${version}`));

const boxes = (body: string | undefined): readonly string[] =>
  [...(body ?? "").matchAll(/^- \[[ x]\] (.*?) <!--/gm)].map(([line]) => line.replace(/ <!--.*$/, ""));

describe("a checklist that is used for every release", () => {
  it("gives each version its own copy by its milestone, and the template is never ticked", async () => {
    const of = await open();
    await of.settle();
    expect(of.tool.issues()).toEqual([]);

    const before = of.tool.file("RELEASE.md");
    of.ada.createMilestone("v1.2.0");
    of.ada.createMilestone("v1.2.1");
    of.ada.createMilestone("Some day");
    await of.later();

    expect(boxes(copyOf(of, "v1.2.0")?.body)).toEqual([
      "- [ ] Run the tests",
      "- [ ] non-PATCH: write the notes",
      "- [ ] Audit is filed",
      "- [ ] Git tag created",
    ]);
    expect(boxes(copyOf(of, "v1.2.1")?.body)).not.toContain("- [ ] non-PATCH: write the notes");
    expect(copyOf(of, "v1.2.1")?.body).toContain("RC1 only: announce the branch (not asked of v1.2.1)");

    of.ada.tick(copyOf(of, "v1.2.0")?.number ?? 0, "Run the tests");
    await of.later();
    expect(boxes(copyOf(of, "v1.2.0")?.body)[0]).toBe("- [x] Run the tests");
    expect(boxes(copyOf(of, "v1.2.1")?.body)[0]).toBe("- [ ] Run the tests");
    expect(of.tool.file("RELEASE.md")).toBe(before);

    of.simulator.forget();
    await of.later();
    expect(of.simulator.writes).toEqual([]);
    expect(of.simulator.violations).toEqual([]);
  });

  it("is asked before the tag: on its issue, and with the plan that declares the version", async () => {
    house = await openHouse({
      plan: roadmap,
      settings: [],
      files: { "RELEASE.md": checklist },
      delivery: "dropped",
      planSettings: ["issues: phases", "links: inline"],
    });
    const of = house;
    const settings = of.tool.file(".github/plangate.yml");
    of.ada.push({ ".github/plangate.yml": `${settings}  - path: RELEASE.md\n    per: release\n` });
    of.ada.createMilestone("v1.2.0");
    await of.later();
    const issue = of.tool.issues().find(({ title }) => title === "Lamp")?.number ?? 0;

    of.ada.comment(issue, "/plangate release v1.2.0");
    await of.settle();
    expect(of.tool.tags()).toEqual({});
    expect(of.tool.comments(issue).at(-1)?.body).toContain("3 of 3 tasks are open");

    const copy = copyOf(of, "v1.2.0")?.number ?? 0;
    for (const words of ["Run the tests", "non-PATCH: write the notes", "Audit is filed"])
      of.ada.tick(copy, words);
    await of.later();
    of.ada.comment(copy, "/plangate release v1.2.0");
    await of.settle();
    expect(Object.keys(of.tool.tags())).toEqual(["v1.2.0"]);
    expect(of.simulator.violations).toEqual([]);
  });
});
