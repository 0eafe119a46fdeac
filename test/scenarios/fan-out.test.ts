import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Theatre

**Expected labels**: stage, light

## Phase 1: Script

**Priority**: HIGH
**GitHub Issue:** Create issue using \`.github/ISSUE_TEMPLATE/script.md\`

- [ ] T001 Write the first act
- [ ] T002 Write the second act

## Phase 2: Website

**Dependencies**: Phase 1 complete

- [ ] T003 Sell tickets

## v1.0.0 - Premiere

**Dependencies**: Phase 2 complete

**Decision Point**: open air or indoors

- **Outcome**: Proceed with open air OR defer to spring

1. Rehearse
2. Open the doors

- [ ] T004 Print the programme
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

describe.each(deliveries)("a plan over two repositories, webhooks %s", (delivery) => {
  it("becomes linked issues with parents, blockers, labels, milestone and template, and nothing twice", async () => {
    house = await openHouse({
      plan,
      delivery,
      planSettings: ["labels: [plan]", "repositories:", "  phase-2: acme/web"],
      files: { ".github/ISSUE_TEMPLATE/script.md": "---\nname: Script\n---\nWho reads it first?\n" },
    });
    const { tool, web, settle, simulator } = house;
    await settle();

    expect(tool.issues().map(({ title, parent, blockedBy }) => ({ title, parent, blockedBy }))).toEqual([
      { title: "Theatre", parent: null, blockedBy: [] },
      { title: "Phase 1: Script", parent: "#1", blockedBy: [] },
      { title: "v1.0.0 - Premiere", parent: "#1", blockedBy: ["acme/web#1"] },
    ]);
    expect(web.issues().map(({ title, parent, blockedBy }) => ({ title, parent, blockedBy }))).toEqual([
      { title: "Phase 2: Website", parent: "acme/tool#1", blockedBy: ["acme/tool#2"] },
    ]);
    expect(tool.issue(2).labels.toSorted()).toEqual(["light", "plan", "stage"]);
    expect(tool.issue(2).body).toContain("Who reads it first?");
    expect(tool.issue(3).milestone).toBe("v1.0.0");
    expect(tool.issue(3).body).toContain("Open the doors");
    expect(web.issue(1).body).toContain("acme/tool#");

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("closes in the other repository when its boxes are ticked there, and wakes the plan's home", async () => {
    house = await openHouse({ plan, delivery, planSettings: ["repositories:", "  phase-2: acme/web"] });
    const { tool, web, ada, settle, path, simulator } = house;
    await settle();

    simulator.as("ada", "acme/web").tick(1, "T003 Sell tickets");
    await settle();
    await settle();

    expect(tool.file(path)).toContain("- [x] T003");
    ada.push({
      [path]: tool.file(path).replace("- [ ] T001", "- [x] T001").replace("- [ ] T002", "- [x] T002"),
    });
    await settle();
    expect(tool.issue(2).state).toBe("closed");
    expect(web.issue(1).state).toBe("closed");
  });
});

describe("a command on an issue in another repository", () => {
  it("is answered there, by the permission its speaker has in the plan's home", async () => {
    house = await openHouse({ plan, planSettings: ["repositories:", "  phase-2: acme/web"] });
    const { web, settle, simulator } = house;
    await settle();

    simulator.as("ada", "acme/web").comment(1, "/plangate release v1.0.0");
    await settle();

    expect(web.comments(1).at(-1)?.body).toContain("v1.0.0 may not be tagged");
    expect(simulator.violations).toEqual([]);
  });
});

describe("words of a private plan", () => {
  it("are never written to a repository that more people can see", async () => {
    house = await openHouse({ plan, planSettings: ["repositories:", "  phase-2: acme/web"] });
    house.ada.changeVisibility("private");
    await house.settle();

    expect(house.web.issues()).toEqual([]);
    expect(
      JSON.stringify(house.simulator.writes.filter(({ path }) => path.includes("acme/web"))),
    ).not.toContain("tickets");
    expect(house.tool.issues().map(({ title }) => title)).toContain("Phase 1: Script");
  });
});
