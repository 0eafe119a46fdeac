import { afterEach, describe, expect, it } from "vitest";
import { deliveries, openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Lamp 1.x

## v0.1.0 - First light

- [ ] T001 Wire the switch

**Security Gate**: the release is **BLOCKED** until the review passes

### Release Checklist

- [ ] Changelog is complete
- [ ] Git tag created

## v0.2.0 - Dimmer

**Dependencies**: v0.1.0 complete

- [ ] T002 Turn the knob

## Rollback

1. Point the download page back
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const lastComment = (of: House, issue: number): string => of.tool.comments(issue).at(-1)?.body ?? "";

const tick = (of: House, words: string): void => {
  const { tool, ada, path } = of;
  ada.push({ [path]: tool.file(path).replace(`- [ ] ${words}`, `- [x] ${words}`) });
};

const releaseIssue = (of: House, version: string): number => {
  const issue = of.tool.issues().find(({ title }) => title.startsWith(version));
  if (issue === undefined) throw new Error(`no issue of ${version}`);
  return issue.number;
};

describe.each(deliveries)("a release, webhooks %s", (delivery) => {
  it("is refused with its open gates, and made once each is opened by its own evidence", async () => {
    house = await openHouse({ plan, delivery });
    const { tool, ada, bob, settle, simulator } = house;
    await settle();
    const issue = releaseIssue(house, "v0.1.0");
    expect(tool.checkRuns().map(({ name, conclusion }) => `${name}: ${conclusion}`)).toEqual([
      "plangate/release v0.1.0: neutral",
      "plangate/release v0.2.0: neutral",
    ]);

    ada.comment(issue, "/plangate release v0.1.0");
    await settle();
    expect(lastComment(house, issue)).toContain("v0.1.0 may not be tagged: 3 things stand before it");
    expect(tool.tags()).toEqual({});
    expect(tool.releases()).toEqual([]);

    tick(house, "T001 Wire the switch");
    tick(house, "Changelog is complete");
    bob.comment(issue, "/plangate approve G1");
    await settle();
    expect(lastComment(house, issue)).toContain("refused");
    ada.comment(issue, "/plangate release v0.1.0");
    await settle();
    expect(lastComment(house, issue)).toContain("1 thing stands before it");

    ada.comment(issue, "/plangate approve G1");
    await settle();
    expect(lastComment(house, issue)).toContain("Approval of `G1` noted");
    const head = tool.head();
    ada.comment(issue, "/plangate release v0.1.0");
    await settle();
    expect(tool.tags()).toEqual({ "v0.1.0": head });
    expect(tool.releases()).toMatchObject([{ tag: "v0.1.0", draft: false }]);
    expect(lastComment(house, issue)).toContain("is tagged and published");

    ada.comment(releaseIssue(house, "v0.2.0"), "/plangate release v0.2.0");
    await settle();
    expect(lastComment(house, releaseIssue(house, "v0.2.0"))).toContain("T002");
    expect(Object.keys(tool.tags())).toEqual(["v0.1.0"]);

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(tool.issues().filter(({ title }) => title.includes("was tagged while"))).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });

  it("that somebody tags by hand past its gates is reported once, and the tag stays", async () => {
    house = await openHouse({ plan, delivery });
    const { tool, eve, settle, simulator } = house;
    await settle();

    eve.tag("v0.1.0");
    await settle();
    await house.later();

    const incidents = tool.issues().filter(({ title }) => title.includes("v0.1.0 was tagged while"));
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.body).toContain("Point the download page back");
    expect(Object.keys(tool.tags())).toEqual(["v0.1.0"]);
    const checks = tool.checkRuns("v0.1.0").filter(({ name }) => name === "plangate/release v0.1.0");
    expect(checks.at(-1)?.conclusion).toBe("failure");

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});

describe("tags that were there before plangate came", () => {
  it("are no incident, also after the store was lost", async () => {
    house = await openHouse({ plan, delivery: "dropped" });
    house.ada.tag("v0.1.0");

    await house.settle();
    await house.later();

    expect(house.tool.issues().filter(({ title }) => title.includes("was tagged while"))).toEqual([]);
  });
});
