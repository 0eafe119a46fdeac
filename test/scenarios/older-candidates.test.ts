import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House, HouseOptions } from "./house.ts";

const plan = `# Lamp 1.x

## v0.1.0 - First light

- [x] T001 Wire the switch
`;

const check = "plangate/release v0.1.0";

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** A house whose tags of v0.1.0 need plangate's check, and may be pushed by anybody else. */
async function open(options: Partial<HouseOptions> = {}): Promise<House> {
  house = await openHouse({ plan, ...options });
  house.ada.createRuleset({
    name: "checked",
    target: "tag",
    conditions: { ref_name: { include: ["refs/tags/v0.1.0"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks",
        parameters: {
          required_status_checks: [{ context: check, integration_id: house.appHandle.id }],
          strict_required_status_checks_policy: false,
          do_not_enforce_on_create: false,
        },
      },
    ],
  });
  await house.settle();
  return house;
}

const said = ({ tool }: House, at: string) => tool.checkRuns(at).findLast(({ name }) => name === check);

const incidents = ({ tool }: House): readonly string[] =>
  tool.issues().flatMap(({ title }) => (title.includes("was tagged while") ? [title] : []));

describe.each(deliveries)("a commit that was the candidate, webhooks %s", (delivery) => {
  it("is green no more once the branch moves on, says why, and takes no tag", async () => {
    const of = await open({ delivery });
    const { tool, ada, eve, settle, later, simulator } = of;
    const older = tool.head();
    expect(said(of, older)?.conclusion).toBe("success");

    const newer = ada.push({ "README.md": "on" });
    await settle();

    expect(said(of, older)).toMatchObject({ conclusion: "cancelled" });
    expect(said(of, older)?.summary).toContain(newer);
    expect(said(of, newer)?.conclusion).toBe("success");
    expect(() => eve.tag("v0.1.0", older)).toThrow(`Required status check "${check}" is expected.`);
    simulator.forget();
    await later();
    expect(simulator.writes).toEqual([]);
    eve.tag("v0.1.0", newer);
    await later();
    expect(incidents(of)).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});

describe("older candidates", () => {
  it("are found again after the store was lost, also where the plan cannot be read any more", async () => {
    const of = await open({ delivery: "dropped" });
    const older = of.tool.head();

    of.ada.push({ ".github/plangate.yml": `${of.tool.file(".github/plangate.yml")}nonsense: 1\n` });
    await of.loseStore();
    await of.later();

    expect(said(of, older)?.conclusion).toBe("cancelled");
    expect(said(of, of.tool.head())).toBeUndefined();
  });

  it("are candidates again where the branch goes back to them", async () => {
    const of = await open();
    const older = of.tool.head();
    of.ada.push({ "README.md": "on" });
    await of.settle();
    expect(said(of, older)?.conclusion).toBe("cancelled");

    of.ada.forcePush("main", older);
    await of.later();

    expect(said(of, older)?.conclusion).toBe("success");
  });

  it("keep their green where they were released: it is the proof of the tag", async () => {
    const of = await open();
    const { tool, ada, settle, later } = of;
    const released = tool.head();
    ada.comment(1, "/plangate release v0.1.0");
    await settle();
    expect(tool.tags()).toEqual({ "v0.1.0": released });

    ada.push({ "README.md": "on" });
    await settle();
    await later();

    expect(said(of, released)?.conclusion).toBe("success");
    expect(incidents(of)).toEqual([]);
  });
});

describe("a release that was begun on what is an older commit now", () => {
  it("is made there: what proved the commit was set back, and is asked anew", async () => {
    const of = await open();
    const { tool, ada, simulator, settle, later } = of;
    simulator.faults.inject({
      when: ({ route }) => route.startsWith("POST") && route.endsWith("/git/refs"),
      kind: "403-limit",
    });
    const begun = tool.head();
    ada.comment(1, "/plangate release v0.1.0");
    await settle();
    expect(tool.releases()).toMatchObject([{ draft: true }]);
    expect(tool.tags()).toEqual({});

    ada.push({ "README.md": "on" });
    await simulator.advance(3_600_000);
    await later();
    await later();

    expect(tool.tags()).toEqual({ "v0.1.0": begun });
    expect(tool.releases()).toMatchObject([{ draft: false }]);
    expect(said(of, begun)?.conclusion).toBe("success");
    expect(incidents(of)).toEqual([]);
  });
});
