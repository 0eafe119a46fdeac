import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Ferry

## Phase 1: Hull

- [ ] T001 Lay the keel
- [ ] T002 Bend the ribs

## Phase 2: For Web Repository

- [ ] T010 Draw the timetable
- [ ] T011 Print the tickets
`;

const planSettings = ["issues: tasks", "repositories:", "  Web: acme/web"];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Without what keeps its words from coming alive. */
const said = (of: House): string =>
  (of.tool.checkRuns(of.tool.head()).at(-1)?.summary ?? "").replaceAll("&#8203;", "");

const creations = (of: House): number =>
  of.simulator.writes.filter(
    ({ mutation, route }) => mutation === "createIssue" || route?.endsWith("/issues"),
  ).length;

/** A plan in two repositories, synced. */
async function openFerry(options: { readonly isPrivate?: boolean } = {}): Promise<House> {
  const ferry = await openHouse({ plan, planSettings });
  if (options.isPrivate === true) {
    ferry.ada.changeVisibility("private");
    ferry.simulator.as("ada", "acme/web").changeVisibility("private");
  }
  await ferry.settle();
  await ferry.later();
  expect(ferry.tool.issues().map(({ title }) => title)).toEqual([
    "Ferry",
    "Phase 1: Hull",
    "T001 Lay the keel",
    "T002 Bend the ribs",
  ]);
  expect(ferry.web.issues().map(({ title }) => title)).toEqual([
    "Phase 2: For Web Repository",
    "T010 Draw the timetable",
    "T011 Print the tickets",
  ]);
  ferry.simulator.forget();
  return ferry;
}

describe("an issue that is gone", () => {
  it("of a task: none is made in its place until its link is taken out of the line", async () => {
    house = await openFerry();
    const { ada, tool, path } = house;
    ada.deleteIssue(3);
    await house.settle();
    for (let sweep = 0; sweep < 10; sweep += 1) await house.later();
    expect(creations(house)).toBe(0);
    expect(said(house)).toContain("#3 was deleted or moved");

    ada.push({ [path]: tool.file(path).replace(/ \(\[#3\][^)]*\)\)/, "") });
    await house.settle();
    expect(creations(house)).toBe(1);
    expect(tool.issues().at(-1)?.title).toBe("T001 Lay the keel");
    expect(house.simulator.violations).toEqual([]);
  });

  it("of a phase: none is made in its place until a recheck asks for it", async () => {
    house = await openFerry();
    const { ada, tool } = house;
    ada.deleteIssue(2);
    await house.settle();
    await house.later();
    expect(creations(house)).toBe(0);
    expect(said(house)).toContain("#2");
    expect(said(house)).toContain("/plangate recheck");

    ada.comment(1, "/plangate recheck");
    await house.settle();
    expect(creations(house)).toBe(1);
    expect(tool.issues().at(-1)?.title).toBe("Phase 1: Hull");
    await house.later();
    expect(creations(house)).toBe(1);
  });
});

describe("an issue that was transferred", () => {
  it("is followed within the owner's repositories that plangate is installed on", async () => {
    house = await openFerry();
    const { ada, eve, tool, web, path } = house;
    const moved = ada.transferIssue(3, "acme/web");
    await house.settle();
    await house.later();
    expect(creations(house)).toBe(0);
    expect(web.issue(moved)).toMatchObject({ title: "T001 Lay the keel", state: "open" });

    house.simulator.as("eve", "acme/web").close(moved, "completed");
    await house.settle();
    await house.later();
    expect(tool.file(path)).toContain("[x] T001");

    eve.push({ [path]: tool.file(path).replace("[x] T001", "[ ] T001") });
    await house.settle();
    expect(web.issue(moved).state).toBe("open");
    expect(creations(house)).toBe(0);
    expect(house.simulator.violations).toEqual([]);
  });

  it("is followed into a repository that the settings do not name", async () => {
    house = await openFerry();
    const { ada, tool, path, simulator } = house;
    const docks = simulator.repository("acme/docks", {
      visibility: "public",
      collaborators: { ada: "admin", eve: "write" },
      files: { "README.md": "docks" },
    });
    const moved = ada.transferIssue(3, "acme/docks");
    await house.settle();
    simulator.as("eve", "acme/docks").close(moved, "completed");
    await house.later();
    await house.later();

    expect(tool.file(path)).toContain("[x] T001");
    expect(docks.issue(moved).state).toBe("closed");
    expect(creations(house)).toBe(0);
  });

  it("is left alone where plangate is not installed, and where more people can see it", async () => {
    house = await openFerry({ isPrivate: true });
    const { ada, tool, path, simulator, installation } = house;
    simulator.repository("acme/square", {
      visibility: "public",
      collaborators: { ada: "admin" },
      files: { "README.md": "square" },
    });
    simulator.repository("acme/attic", {
      visibility: "private",
      collaborators: { ada: "admin" },
      files: { "README.md": "attic" },
    });
    installation.remove("acme/attic");
    const seen = ada.transferIssue(3, "acme/square");
    const unseen = ada.transferIssue(4, "acme/attic");
    const body = simulator.repository("acme/square").issue(seen).body;
    await house.settle();
    ada.push({ [path]: tool.file(path).replace("Lay the keel", "Lay the secret keel") });
    await house.settle();
    await house.later();

    expect(creations(house)).toBe(0);
    expect(simulator.repository("acme/square").issue(seen)).toMatchObject({
      title: "T001 Lay the keel",
      body,
    });
    expect(simulator.repository("acme/attic").issue(unseen).title).toBe("T002 Bend the ribs");
    expect(said(house)).toContain("acme/square");
    expect(said(house)).toContain("#4 was deleted or moved");
  });
});

describe("a repository that changes", () => {
  it("renamed, the plan's own: its links go on under the old name", async () => {
    house = await openFerry();
    const { ada, tool, path } = house;
    ada.rename("boat");
    await house.settle();
    await house.later();
    expect(tool.issues().map(({ state }) => state)).toEqual(["open", "open", "open", "open"]);

    house.simulator.as("eve", "acme/boat").close(3, "completed");
    await house.settle();
    await house.later();
    expect(tool.file(path)).toContain("[x] T001");
    expect(creations(house)).toBe(0);
  });

  it("renamed, one that the settings name: goes on under the old name", async () => {
    house = await openFerry();
    const { tool, path, simulator } = house;
    simulator.as("ada", "acme/web").rename("site");
    await house.settle();
    simulator.as("eve", "acme/site").close(2, "completed");
    await house.later();
    await house.later();
    expect(tool.file(path)).toContain("[x] T010");
    expect(creations(house)).toBe(0);
  });

  it("archived or deleted: nothing is written there, nothing is made elsewhere, the others go on", async () => {
    house = await openFerry();
    const { ada, tool, path, simulator } = house;
    simulator.as("ada", "acme/web").archive();
    ada.push({ [path]: tool.file(path).replace("Draw the", "Draw a").replace("[ ] T001", "[x] T001") });
    await house.settle();
    expect(said(house)).toContain("acme/web is archived");
    expect(tool.issue(3).state).toBe("closed");

    simulator.as("ada", "acme/web").deleteRepository();
    await house.settle();
    await house.later();
    expect(creations(house)).toBe(0);
    expect(said(house)).toContain("acme/web");
    expect(tool.issues().filter(({ title }) => title.startsWith("T01"))).toEqual([]);
  });

  it("the plan's own, archived: all is left as it is", async () => {
    house = await openFerry();
    const { ada, simulator } = house;
    ada.archive();
    simulator.as("eve", "acme/web").close(2, "completed");
    await house.settle();
    await house.later();
    expect(simulator.writes).toEqual([]);
  });

  it("made public beside a private plan: mirroring stops before a word more is shown", async () => {
    house = await openFerry({ isPrivate: true });
    const { ada, tool, web, path, simulator } = house;
    const before = web.issues();
    simulator.as("ada", "acme/web").changeVisibility("public");
    ada.push({ [path]: tool.file(path).replace("Draw the timetable", "Draw the secret timetable") });
    await house.settle();
    await house.later();

    expect(web.issues()).toEqual(before);
    expect(said(house)).toContain("acme/web is public and the plan's own repository is private");

    simulator.as("ada", "acme/web").changeVisibility("private");
    await house.settle();
    await house.later();
    expect(web.issue(2).title).toBe("T010 Draw the secret timetable");
    expect(creations(house)).toBe(0);
  });

  it("of another owner, with an installation of its own: gets nothing", async () => {
    house = await openHouse({
      plan,
      planSettings: ["issues: tasks", "repositories:", "  Web: guild/web"],
    });
    const { simulator, appHandle, tool } = house;
    simulator.organization("guild", { owners: ["ada"] });
    const other = simulator.repository("guild/web", { visibility: "public", files: { "README.md": "web" } });
    appHandle.install("guild");
    await house.settle();
    await house.later();

    expect(other.issues()).toEqual([]);
    expect(tool.issues().map(({ title }) => title)).toContain("T002 Bend the ribs");
    expect(said(house)).toContain("guild/web belongs to another owner");
  });
});
