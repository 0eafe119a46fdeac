import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Kite: roadmap

## Phase 1: Frame

- [ ] T001 Cut the spars
- [ ] T002 Glue the joints
- [ ] T003 Weigh the frame

## Phase 2: Sail

**Dependencies**: Phase 1 complete

- [ ] T004 Cut the cloth
- [ ] T005 Sew the hems
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** `- [x] T001` … as short as it can be read. */
function boxes(text: string): string {
  return [...text.matchAll(/- \[([ x])\] (T\d+)/g)].map((match) => `${match[2]}${match[1]}`).join(" ");
}

const states = (of: House): readonly string[] =>
  of.tool
    .issues()
    .map(({ number, title, state, stateReason }) => `#${number} ${title}: ${stateReason ?? state}`);

describe.each(deliveries)("boxes and issues, webhooks %s", (delivery) => {
  it("follow each other, task by task, both ways", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"], delivery });
    const { tool, ada, eve, settle, path, simulator } = house;
    await settle();

    expect(states(house)).toEqual([
      "#1 Kite: roadmap: open",
      "#2 Phase 1: Frame: open",
      "#3 Phase 2: Sail: open",
      "#4 T001 Cut the spars: open",
      "#5 T002 Glue the joints: open",
      "#6 T003 Weigh the frame: open",
      "#7 T004 Cut the cloth: open",
      "#8 T005 Sew the hems: open",
    ]);
    expect(tool.issue(3).blockedBy).toEqual(["#2"]);
    expect(tool.file(path)).toContain("T001 Cut the spars ([#4](https://github.com/acme/tool/issues/4))");

    ada.close(4, "completed");
    await settle();
    expect(boxes(tool.file(path))).toBe("T001x T002  T003  T004  T005 ");

    eve.push({ [path]: tool.file(path).replace("- [ ] T002", "- [x] T002") });
    await settle();
    expect(tool.issue(5)).toMatchObject({ state: "closed", stateReason: "completed" });

    ada.reopen(4);
    await settle();
    expect(boxes(tool.file(path))).toBe("T001  T002x T003  T004  T005 ");

    eve.push({ [path]: tool.file(path).replace("- [x] T002", "- [ ] T002") });
    await settle();
    expect(tool.issue(5).state).toBe("open");

    ada.close(6, "not_planned");
    await settle();
    expect(boxes(tool.file(path))).toBe("T001  T002  T003  T004  T005 ");
    expect(tool.issue(6).state).toBe("closed");

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("tick a phase's box in its issue and in the plan, and close the phase when all is done", async () => {
    house = await openHouse({ plan, delivery });
    const { tool, ada, settle, path, simulator } = house;
    await settle();

    expect(states(house)).toEqual([
      "#1 Kite: roadmap: open",
      "#2 Phase 1: Frame: open",
      "#3 Phase 2: Sail: open",
    ]);
    expect(boxes(tool.issue(2).body)).toBe("T001  T002  T003 ");

    ada.tick(2, "T002 Glue the joints");
    await settle();
    expect(boxes(tool.file(path))).toBe("T001  T002x T003  T004  T005 ");

    ada.push({
      [path]: tool.file(path).replace("- [ ] T001", "- [x] T001").replace("- [ ] T003", "- [x] T003"),
    });
    await settle();
    expect(boxes(tool.issue(2).body)).toBe("T001x T002x T003x");
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "completed" });

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});
