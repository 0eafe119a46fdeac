import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Kite

## Phase 1: Frame

- [x] T001 Glue the joints

**Success Criteria**:
- Coverage ≥ 80%

## Phase 2: Sail

- [ ] T002 Sew the hems
`;

const settings = [
  "gates:",
  "  - match: G1",
  "    criteria:",
  "      - match: G1.1",
  "        check: { name: ci, app: github-actions }",
];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

describe("a phase that a check proves", () => {
  it("stays closed while CI runs on the next commit, and is reopened where it fails", async () => {
    house = await openHouse({ plan, settings });
    const { tool, ada, settle } = house;
    await settle();
    expect(tool.issue(2)).toMatchObject({ title: "Phase 1: Frame", state: "open" });

    ada.reportCheck("ci");
    await settle();
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "completed" });

    ada.push({ "frame.txt": "ash" });
    await settle();
    expect(tool.issue(2).state).toBe("closed");

    ada.reportCheck("ci", { conclusion: "failure" });
    await settle();
    expect(tool.issue(2).state).toBe("open");

    ada.push({ "frame.txt": "oak" });
    ada.reportCheck("ci");
    await settle();
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "completed" });
  });
});

describe("what plangate closed itself", () => {
  it("is no word that the phase is done, once the plan asks for nothing else", async () => {
    const asking = "# Kite\n\n## Phase 1: Frame\n\nThe frame.\n\n### Success Criteria\n\n- [ ] It flies\n";
    house = await openHouse({ plan: `${asking}\n## Phase 2: Sail\n\n- [ ] T002 Sew the hems\n` });
    const { tool, ada, settle, path } = house;
    await settle();
    ada.push({ [path]: tool.file(path).replace("[ ] It flies", "[x] It flies") });
    await settle();
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "completed" });

    ada.push({ [path]: tool.file(path).replace(/### Success Criteria[^#]*/, "") });
    await settle();
    expect(tool.issue(2)).toMatchObject({ title: "Phase 1: Frame", state: "open" });

    ada.close(2, "completed");
    await settle();
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(tool.issue(1).body).toContain("Phase 1: Frame (complete)");
  });

  it("drops no task: a line that is back is open work at once", async () => {
    const release =
      "# Kite\n\n## v0.1.0 - First flight\n\n- [x] T001 Cut the spars\n- [ ] T002 Test the line\n";
    house = await openHouse({ plan: release, planSettings: ["issues: tasks"] });
    const { tool, ada, settle, path } = house;
    await settle();
    const words = tool.file(path);
    ada.push({ [path]: words.replace(/- \[ \] T002.*\n/, "") });
    await settle();

    ada.push({ [path]: words });
    ada.comment(1, "/plangate release v0.1.0");
    await settle();

    expect(tool.tags()).toEqual({});
    expect(tool.issue(2)).toMatchObject({ title: "T002 Test the line", state: "open" });
  });
});
