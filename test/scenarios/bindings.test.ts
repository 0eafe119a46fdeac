import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp

## Prerequisites

- The workshop is rented

## v0.1.0 - First light

- [ ] T001 Wire the switch

1. **Dimmer Decision Point**:
   - **Outcome**: Proceed with v0.2.0 OR defer to v0.3.x

## v0.2.0 - Dimmer

- [ ] T002 Turn the knob

## Quality Gates (Enforce at Every Release)

- The review passes
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** One thing that happens after everything was said, and what holds afterwards. */
interface Row {
  readonly what: string;
  readonly happens: (of: House) => void;
  readonly before: "holds" | "void";
  readonly tag: "holds" | "void";
}

const push = (of: House, change: (text: string) => string): void => {
  const { tool, ada, path } = of;
  const text = tool.file(path);
  expect(change(text)).not.toBe(text);
  ada.push({ [path]: change(text) });
};

const table: readonly Row[] = [
  {
    what: "a tick in the plan",
    happens: (of) => push(of, (text) => text.replace("- [ ] T002", "- [x] T002")),
    before: "holds",
    tag: "holds",
  },
  {
    what: "our own commit, which ticks a closed issue's box",
    happens: (of) => {
      const task = of.tool.issues().find(({ title }) => title.includes("Wire the switch"));
      of.ada.close(task?.number ?? 0);
    },
    before: "holds",
    tag: "holds",
  },
  {
    what: "a reworded gate before the start",
    happens: (of) => push(of, (text) => text.replace("is rented", "is bought")),
    before: "void",
    tag: "holds",
  },
  {
    what: "a reworded gate before the tag",
    happens: (of) => push(of, (text) => text.replace("review passes", "review was read")),
    before: "holds",
    tag: "void",
  },
  {
    what: "a changed file",
    happens: (of) => void of.ada.push({ "switch.txt": "brass" }),
    before: "holds",
    tag: "void",
  },
  {
    what: "a changed setting",
    happens: (of) => {
      const settings = of.tool.file(".github/plangate.yml");
      of.ada.push({ ".github/plangate.yml": `${settings}enforcement: enforce\n` });
    },
    before: "holds",
    tag: "holds",
  },
  {
    what: "a force-push to other files",
    happens: (of) => {
      const base = of.tool.commits().at(-1)?.sha ?? "";
      of.eve.branch("rewritten", base);
      of.eve.push({ "switch.txt": "steel", [of.path]: of.tool.file(of.path) }, { branch: "rewritten" });
      of.ada.forcePush("main", of.tool.head("rewritten"));
    },
    before: "holds",
    tag: "void",
  },
  {
    what: "a force-push to a commit with the same files",
    happens: (of) => {
      const base = of.tool.commits().at(-1)?.sha ?? "";
      of.eve.branch("rewritten", base);
      of.eve.push({ [of.path]: `${of.tool.file(of.path)}\n` }, { branch: "rewritten" });
      of.ada.forcePush("main", of.tool.head("rewritten"));
    },
    before: "holds",
    tag: "holds",
  },
];

const startSaid = "rented — attested by ada";
const tagSaid = "The review passes — attested by ada";

const treeOf = (of: House, version: string): string =>
  of.tool
    .checkRuns()
    .filter(({ name }) => name === `plangate/release ${version}`)
    .at(-1)?.text ?? "";

describe("after everything was said, and then", () => {
  it.each(table)("$what: before the start it $before, before the tag it $tag", async (row) => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { tool, ada, settle, simulator } = house;
    await settle();
    const [start, security] = ["G1", "G2"];
    ada.comment(1, `/plangate attest ${start} because the key is here`);
    ada.comment(1, `/plangate attest ${security} because I read it`);
    await settle();
    expect(treeOf(house, "v0.1.0")).toContain(startSaid);
    expect(treeOf(house, "v0.1.0")).toContain(tagSaid);

    row.happens(house);
    await settle();
    await house.later();

    const text = treeOf(house, "v0.1.0");
    expect(text.includes(startSaid)).toBe(row.before === "holds");
    expect(text.includes(tagSaid)).toBe(row.tag === "holds");
    const isSaid = /said was to other (?:words than it|files than the commit) has now/.test(text);
    expect(isSaid).toBe(row.before === "void" || row.tag === "void");
    expect(tool.tags()).toEqual({});
    expect(simulator.violations).toEqual([]);
  });

  it("a decision holds whatever becomes of the files", async () => {
    house = await openHouse({ plan });
    const { ada, settle } = house;
    await settle();
    const both = (of: House): string => treeOf(of, "v0.1.0") + treeOf(of, "v0.2.0");
    expect(both(house)).toContain("D1 is not decided");
    ada.comment(1, "/plangate decide D1 proceed");
    await settle();
    ada.push({ "switch.txt": "brass" });
    await settle();
    await house.later();
    expect(both(house)).not.toContain("D1 is not decided");
    expect(both(house)).toContain('decided for "proceed"');
  });
});
