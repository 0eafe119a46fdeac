import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Dovecote

- [ ] T001 Dig the footing
- [ ] T002 Lay the floor
- [ ] T003 Hang the doors
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Without what keeps its words from coming alive. */
const said = (of: House): string =>
  (of.tool.checkRuns(of.tool.head()).at(-1)?.summary ?? "").replaceAll("&#8203;", "");

const creations = (of: House): number =>
  of.simulator.writes.filter(({ mutation }) => mutation === "createIssue").length;

interface End {
  /** What becomes of T001's issue, which is #2. */
  readonly act: (of: House) => void;
  readonly box: "[ ]" | "[x]";
  /** What the check of the plan says; undefined: nothing is amiss. */
  readonly says?: string;
}

const gone = "#2 was deleted or moved, or became a discussion";

/** State × reason × what GitHub answers for the issue. */
const ends: Readonly<Record<string, End>> = {
  "200 open": { act: ({ ada }) => ada.comment(2, "On it"), box: "[ ]" },
  "200 closed as completed": { act: ({ ada }) => ada.close(2, "completed"), box: "[x]" },
  "200 closed as not planned": { act: ({ ada }) => ada.close(2, "not_planned"), box: "[ ]" },
  "200 closed as duplicate": { act: ({ ada }) => ada.close(2, "duplicate"), box: "[ ]" },
  "200 reopened": {
    act: ({ ada }) => {
      ada.close(2, "completed");
      ada.reopen(2);
    },
    box: "[ ]",
  },
  "200 completed and locked": {
    act: ({ ada }) => {
      ada.close(2, "completed");
      ada.lock(2);
    },
    box: "[x]",
  },
  "200 open and locked": { act: ({ ada }) => ada.lock(2), box: "[ ]" },
  "200 a discussion now, closed without a reason": {
    act: ({ ada }) => ada.convertToDiscussion(2, { reason: null }),
    box: "[ ]",
    says: gone,
  },
  "200 a discussion now, closed as completed": {
    act: ({ ada }) => ada.convertToDiscussion(2, { reason: "completed" }),
    box: "[ ]",
    says: gone,
  },
  "200 a discussion now, closed as not planned": {
    act: ({ ada }) => ada.convertToDiscussion(2, { reason: "not_planned" }),
    box: "[ ]",
    says: gone,
  },
  "301 a discussion now": {
    act: ({ ada }) => ada.convertToDiscussion(2, { answer: 301 }),
    box: "[ ]",
    says: gone,
  },
  "301 transferred where plangate is": {
    act: ({ ada }) => void ada.transferIssue(2, "acme/web"),
    box: "[ ]",
  },
  "301 transferred after it was completed": {
    act: ({ ada }) => {
      ada.close(2, "completed");
      ada.transferIssue(2, "acme/web");
    },
    box: "[x]",
  },
  "301 transferred where plangate is not": {
    act: ({ ada, installation }) => {
      installation.remove("acme/web");
      ada.transferIssue(2, "acme/web");
    },
    box: "[ ]",
    says: "plangate is not installed on acme/web",
  },
  "404 a discussion now": {
    act: ({ ada }) => ada.convertToDiscussion(2, { answer: 404 }),
    box: "[ ]",
    says: gone,
  },
  "410 a discussion now": {
    act: ({ ada }) => ada.convertToDiscussion(2, { answer: 410 }),
    box: "[ ]",
    says: gone,
  },
  "410 deleted": { act: ({ ada }) => ada.deleteIssue(2), box: "[ ]", says: gone },
};

describe("F16, F17, F18: what becomes of a task whose issue ends one way or another", () => {
  it.each(Object.entries(ends))("%s", async (_name, { act, box, says }) => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { tool, path, simulator } = house;
    await house.settle();
    const others = tool.issues().filter(({ number }) => number > 2);
    simulator.forget();

    act(house);
    await house.settle();
    for (let sweep = 0; sweep < 3; sweep += 1) await house.later();

    expect(tool.file(path)).toContain(`${box} T001 Dig the footing ([#2](`);
    expect(creations(house)).toBe(0);
    expect(tool.issues().filter(({ number }) => number > 2)).toEqual(others);
    expect(said(house).includes("Cannot")).toBe(says !== undefined);
    expect(said(house)).toContain(says ?? "");
    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("a discussion now: its task has a new issue once its link is taken out of the line", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, tool, path } = house;
    await house.settle();
    ada.convertToDiscussion(2);
    await house.settle();
    ada.push({ [path]: tool.file(path).replace(/ \(\[#2\][^)]*\)\)/, "") });
    await house.settle();

    expect(tool.file(path)).toContain("[ ] T001 Dig the footing ([#5](");
    expect(house.simulator.violations).toEqual([]);
  });
});
