import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const roadmap = `# Lamp

## v1.2.0 - Light

- [x] T001 Wire the switch
`;

const second = `# Shade

## v1.2.0 - Shade

- [ ] T101 Sew the shade
`;

const checklist = `# Release checklist

- [ ] Run the tests

### Security Gate

- [ ] Audit is filed
`;

const check = "plangate/release v1.2.0";

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** A home with these plans and checklists. */
async function open(of: {
  readonly files: Readonly<Record<string, string>>;
  readonly plans: string;
}): Promise<House> {
  const files = { ...of.files, ".github/plangate.yml": `version: 1\nplans:\n${of.plans}` };
  house = await openHouse({ plan: roadmap, files, delivery: "dropped" });
  return house;
}

const two = (): Promise<House> =>
  open({ files: { "docs/shade.md": second }, plans: "  - path: docs/plan.md\n  - path: docs/shade.md\n" });

const withChecklist = (): Promise<House> =>
  open({
    files: { "RELEASE.md": checklist },
    plans: "  - path: docs/plan.md\n  - path: RELEASE.md\n    per: release\n",
  });

const said = ({ tool }: House, at?: string) =>
  tool.checkRuns(at ?? tool.head()).filter(({ name }) => name === check);

const incidents = ({ tool }: House) =>
  tool.issues().filter(({ title }) => title.includes("was tagged while"));

const tickAll = (of: House, title: string, boxes: readonly string[]): void => {
  const number = of.tool.issues().find((issue) => issue.title.startsWith(title))?.number ?? 0;
  for (const box of boxes) of.ada.tick(number, box);
};

describe("a version that two plans declare", () => {
  it("has one check, which lets a tag through when both plans do", async () => {
    const of = await two();
    await of.settle();
    expect(said(of)).toMatchObject([{ conclusion: "neutral" }]);
    expect(said(of)[0]?.text).toContain("T101");
    expect(said(of)[0]?.text).toContain("docs/shade.md");

    of.ada.push({ "docs/shade.md": of.tool.file("docs/shade.md").replace("[ ] T101", "[x] T101") });
    await of.later();

    expect(said(of).at(-1)?.conclusion).toBe("success");
    of.simulator.forget();
    await of.later();
    expect(of.simulator.writes).toEqual([]);
    expect(of.simulator.violations).toEqual([]);
  });

  it("is shut while one of them cannot be read, and says which", async () => {
    const of = await two();
    await of.settle();
    of.ada.push({ "docs/shade.md": null });
    await of.later();

    expect(said(of).at(-1)?.conclusion).toBe("neutral");
    expect(said(of).at(-1)?.text).toContain("docs/shade.md cannot be asked");
  });

  it("has one incident when it is tagged past both", async () => {
    const of = await two();
    await of.settle();

    of.eve.tag("v1.2.0");
    await of.later();
    await of.later();

    expect(incidents(of)).toHaveLength(1);
    expect(incidents(of)[0]?.body).toContain("T101");
    expect(said(of, "v1.2.0").at(-1)?.conclusion).toBe("failure");
  });
});

describe("a checklist's copy", () => {
  it("holds its release's check on the candidate commit together with the plan that declares it", async () => {
    const of = await withChecklist();
    await of.settle();
    expect(said(of).at(-1)?.conclusion).toBe("success");

    of.ada.createMilestone("v1.2.0");
    await of.later();
    expect(said(of).at(-1)?.conclusion).toBe("neutral");
    expect(said(of).at(-1)?.text).toContain("RELEASE.md@v1.2.0");

    tickAll(of, "Release v1.2.0", ["Run the tests", "Audit is filed"]);
    await of.later();
    expect(said(of).at(-1)?.conclusion).toBe("success");
    expect(of.simulator.violations).toEqual([]);
  });

  it("posts the check and reports the tag itself where no plan declares its version", async () => {
    const of = await withChecklist();
    of.ada.createMilestone("v1.3.0");
    await of.settle();
    const name = "plangate/release v1.3.0";
    const of13 = () => of.tool.checkRuns(of.tool.head()).findLast((one) => one.name === name);
    expect(of13()?.conclusion).toBe("neutral");

    of.eve.tag("v1.3.0");
    await of.later();
    await of.later();

    expect(of13()?.conclusion).toBe("failure");
    expect(incidents(of).map(({ title }) => title)).toEqual(["v1.3.0 was tagged while its gates stood open"]);
    expect(incidents(of)[0]?.body).toContain("Audit is filed");
    expect(of.tool.file("RELEASE.md")).toBe(checklist);
    expect(of.simulator.violations).toEqual([]);
  });
});
