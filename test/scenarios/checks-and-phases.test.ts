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
