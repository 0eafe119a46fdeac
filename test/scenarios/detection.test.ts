import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const versions = ["v0.1.0", "v0.2.0", "v0.3.0", "v0.4.0", "v0.5.0"];
const plan = [
  "# Lamp",
  ...versions.map((version) => `## ${version} - Step\n\n- [ ] Work on ${version}`),
  "",
].join("\n\n");

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const incidents = (of: House): readonly string[] =>
  of.tool
    .issues()
    .map(({ title }) => title)
    .filter((title) => / was (?:tagged while|moved)/.test(title));

describe("tags that come past the walls", () => {
  it("are found by the sweep, five at once, though GitHub sends no event for them", async () => {
    house = await openHouse({ plan });
    const { eve, tool, simulator, settle, later } = house;
    await settle();
    const before = simulator.webhooks.deliveries.length;

    eve.tags(versions);
    expect(simulator.webhooks.deliveries).toHaveLength(before);
    await later();

    expect(incidents(house)).toEqual(versions.map((one) => `${one} was tagged while its gates stood open`));
    expect(Object.keys(tool.tags())).toEqual(versions);
    simulator.forget();
    await later();
    expect(simulator.writes).toEqual([]);
  });

  it("are none where three hundred tags were there before, also after the store was lost", async () => {
    house = await openHouse({ plan, delivery: "dropped" });
    const { eve, settle, later, simulator } = house;
    eve.tags([...versions, ...Array.from({ length: 295 }, (_, index) => `v0.0.${index}`)]);

    await settle();
    await later();
    await house.loseStore();
    await later();

    expect(incidents(house)).toEqual([]);
    simulator.forget();
    await later();
    expect(simulator.writes).toEqual([]);
  });

  it("are told with who published a release of them, which goes back to a draft where settings ask", async () => {
    house = await openHouse({ plan, settings: ["releases:", "  redraft: true"] });
    const { eve, tool, settle, later } = house;
    await settle();

    eve.createRelease({ tag: "v0.1.0" });
    await later();

    const issue = tool.issues().find(({ title }) => title.startsWith("v0.1.0 was tagged"));
    expect(issue?.body).toContain("published by eve");
    expect(issue?.body).toContain("It goes back to a draft");
    expect(tool.releases()).toMatchObject([{ tag: "v0.1.0", draft: true }]);
    expect(Object.keys(tool.tags())).toEqual(["v0.1.0"]);
  });

  it("stay published where settings do not ask", async () => {
    house = await openHouse({ plan });
    await house.settle();

    house.eve.createRelease({ tag: "v0.1.0" });
    await house.later();

    expect(house.tool.releases()).toMatchObject([{ draft: false }]);
  });
});

describe("who pushed a tag past the walls", () => {
  const told = (of: House): string =>
    (of.tool.issues().find(({ title }) => title.startsWith("v0.1.0 was tagged"))?.body ?? "").replaceAll(
      "&#8203;",
      "",
    );

  async function open(): Promise<House> {
    house = await openHouse({ plan });
    await house.settle();
    return house;
  }

  it("is told by GitHub's list of events, with when, and which gates stood open", async () => {
    const of = await open();
    const at = of.simulator.now().toISOString().slice(0, 10);

    of.eve.tag("v0.1.0");
    await of.later();

    expect(told(of)).toContain(`Pushed by eve, ${at}`);
    expect(told(of)).toContain("No release of it is out.");
    expect(told(of)).toMatch(/### What stood open\n\n- `tasks`/);
    expect(of.simulator.violations).toEqual([]);
  });

  it("is told by the rulesets that let them pass, where plangate may read what those saw", async () => {
    const of = await open();
    of.installation.permit({ ...of.installation.permissions, administration: "read" });
    // A token has the permissions of the time at which it was made.
    of.installation.expireTokens();
    of.ada.createRuleset({
      name: "tags",
      target: "tag",
      conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
      rules: [{ type: "creation" }],
      bypass_actors: [
        { actor_id: of.appHandle.id, actor_type: "Integration", bypass_mode: "always" },
        { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" },
      ],
    });

    of.ada.tag("v0.1.0");
    await of.later();

    expect(told(of)).toContain("Pushed by ada");
    expect(told(of)).toContain("a ruleset would have refused it, and let this account pass");
    const walls = of.tool.checkRuns().findLast(({ name }) => name === "plangate/release v0.2.0")?.text;
    expect(walls?.replaceAll("&#8203;", "")).toContain("ada with v0.1.0 on");
    expect(of.simulator.violations).toEqual([]);
  });

  it.each([
    ["GitHub does not say who pushed it", undefined],
    ["The tag itself names eve", "The first light"],
  ])("is not known of four tags at once: %s", async (words, message) => {
    const of = await open();

    of.eve.tags(versions, undefined, message);
    await of.later();

    expect(told(of)).toContain(words);
    expect(told(of)).toContain("GitHub does not say who pushed it");
    expect(of.simulator.violations).toEqual([]);
  });
});

describe("a tag that is moved after its release", () => {
  it("is reported once, with the commit it was released at, and is not moved back", async () => {
    house = await openHouse({ plan: plan.replace("[ ] Work on v0.1.0", "[x] Work on v0.1.0") });
    const { ada, eve, tool, settle, later, simulator } = house;
    await settle();
    const issue = tool.issues().find(({ title }) => title.startsWith("v0.1.0"))?.number ?? 0;
    ada.comment(issue, "/plangate release v0.1.0");
    await settle();
    await later();
    const released = tool.tags()["v0.1.0"] ?? "";
    expect(released).not.toBe("");

    eve.push({ "evil.txt": "!" });
    eve.deleteTag("v0.1.0");
    const moved = eve.tag("v0.1.0");
    await later();

    expect(incidents(house)).toEqual(["v0.1.0 was moved after its release"]);
    const incident = tool.issues().find(({ title }) => title.includes("was moved"));
    expect(incident?.body).toContain(`It was released at ${released}`);
    expect(tool.tags()["v0.1.0"]).toBe(moved);
    simulator.forget();
    await later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});
