import { afterEach, describe, expect, it } from "vitest";
import type { RepositoryId } from "../../src/model/repository.ts";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const lines = Array.from({ length: 12 }, (_, index) => `- [ ] T${101 + index} Forge link ${index + 1}`);
const plan = `# Chain\n\n${lines.join("\n")}\n`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const creations = (of: House): number =>
  of.simulator.writes.filter(({ mutation }) => mutation === "createIssue").length;

const isOpen = ({ state }: { readonly state: string }): boolean => state === "open";

describe("F20: a branch that is rewritten to an older plan", () => {
  it("from before its links: each task keeps its issue, and has its link again", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, tool, path, simulator } = house;
    const older = tool.head();
    await house.settle();
    const linked = tool.file(path);
    const before = tool.issues().map(({ number, title, state }) => ({ number, title, state }));
    simulator.forget();

    ada.forcePush("main", older);
    await house.settle();

    expect(tool.file(path)).toBe(linked);
    expect(tool.issues().map(({ number, title, state }) => ({ number, title, state }))).toEqual(before);
    expect(creations(house)).toBe(0);
    expect(simulator.violations).toEqual([]);
  });

  it("with half of its tasks: none is closed, and all go on when they are back", async () => {
    house = await openHouse({
      plan: plan.replace(/- \[ \] T10[5-9].*\n|- \[ \] T11.*\n/g, ""),
      planSettings: ["issues: tasks"],
    });
    const { ada, tool, path, simulator } = house;
    await house.settle();
    const older = tool.head();
    ada.push({ [path]: `${tool.file(path)}${lines.slice(4).join("\n")}\n` });
    await house.settle();
    const whole = tool.head();
    expect(tool.issues()).toHaveLength(13);
    simulator.forget();

    ada.forcePush("main", older);
    await house.settle();
    await house.later();
    expect(tool.issues().filter(isOpen)).toHaveLength(13);

    ada.forcePush("main", whole);
    await house.settle();
    expect(tool.issues().filter(isOpen)).toHaveLength(13);
    expect(creations(house)).toBe(0);
    expect(simulator.violations).toEqual([]);
  });
});

describe("F29: our own echoes", () => {
  it("a thousand of them make no write", { timeout: 120_000 }, async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { tool, simulator } = house;
    await house.settle();
    simulator.forget();

    const repositories = [tool.id as RepositoryId];
    for (let echo = 0; echo < 1000; echo += 1) {
      const event = ["issues", "push", "check_run", "sub_issues"][echo % 4] ?? "issues";
      await house.app().store.receive({ id: `echo ${echo}`, event, repositories });
      if (echo % 100 === 0) await house.app().drain();
    }
    await house.settle();

    expect(simulator.writes).toEqual([]);
  });
});
