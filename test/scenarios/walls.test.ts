import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { openHouse } from "./house.ts";
import type { House, HouseOptions } from "./house.ts";

const plan = `# Lamp 1.x

## v0.1.0 - First light

- [x] T001 Wire the switch

## v0.2.0 - Dimmer

- [ ] T002 Turn the knob
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

async function open(options: Partial<HouseOptions> = {}): Promise<House> {
  house = await openHouse({ plan, ...options });
  await house.settle();
  return house;
}

const creation = ["releases:", "  walls: [creation]"];

const numberOf = (of: House, title: string): number =>
  of.tool.issues().find((issue) => issue.title.startsWith(title))?.number ?? 0;

const lastComment = (of: House): string => of.tool.comments(numberOf(of, "v0.1.0")).at(-1)?.body ?? "";

async function ask(of: House): Promise<void> {
  of.ada.comment(numberOf(of, "v0.1.0"), "/plangate release v0.1.0");
  await of.settle();
}

const protect = (of: House, token: string, ...args: readonly string[]) =>
  runCli(of, token, ["protect", "acme/tool", "--app-id", String(of.appHandle.id), ...args]);

const rulesets = (of: House): readonly string[] => of.tool.rulesets().map(({ name }) => name);

describe("plangate protect", () => {
  it("prints the rulesets and the walls, creates them with an admin's token, and has nothing left to do", async () => {
    const of = await open();
    const admin = of.simulator.userToken("ada");

    const shown = await protect(of, admin);
    expect(shown.exitCode).toBe(1);
    expect(shown.out).toContain('"type": "creation"');
    expect(shown.out).toContain("Creation of tags restricted is missing");
    expect(rulesets(of)).toEqual([]);

    const applied = await protect(of, admin, "--apply", "--required-check");
    expect(applied.out).toContain("Creation of tags restricted stands");
    expect(applied.out).toContain("Check required per version stands: required of v0.1.0, v0.2.0");
    expect(applied.exitCode).toBe(0);
    expect(rulesets(of)).toEqual(["plangate: tags v*", "plangate: v0.1.0", "plangate: v0.2.0"]);

    const again = await protect(of, admin, "--apply", "--required-check");
    expect(again.out).toContain("Every ruleset was there already");
    expect(rulesets(of)).toHaveLength(3);

    expect(() => of.ada.tag("v0.1.0")).toThrow("Cannot create ref due to creations being restricted");
    await of.later();
    await ask(of);
    expect(Object.keys(of.tool.tags())).toEqual(["v0.1.0"]);
    expect(of.simulator.violations).toEqual([]);
  }, 60_000);

  it("writes nothing with an App's token, or that of a person who is no admin", async () => {
    const of = await open();

    const asApp = await protect(of, of.installation.token(), "--apply");
    const asEve = await protect(of, of.simulator.userToken("eve"), "--apply");

    expect(asApp.err).toContain("an App never writes them");
    expect(asEve.exitCode).toBe(2);
    expect(rulesets(of)).toEqual([]);
    expect(of.simulator.violations).toEqual([]);
  }, 60_000);
});

describe("the walls before a tag", () => {
  it("are told on the release's check and issue, and by status", async () => {
    const of = await open();

    expect(of.tool.issue(numberOf(of, "v0.1.0")).body).toContain("Advisory only");
    expect(of.tool.checkRuns().map(({ text }) => text)).toEqual([
      expect.stringContaining("there is no ruleset on tags"),
      expect.stringContaining("Advisory only"),
    ]);
    const status = await runCli(of, of.simulator.userToken("ada"), ["status", "--repo", "acme/tool"]);
    expect(status.out).toContain("walls     none: advisory only");
  }, 60_000);

  it("keep a release from being made where settings ask for one that does not stand", async () => {
    const of = await open({ settings: creation });
    await ask(of);
    expect(lastComment(of)).toContain('settings ask for the wall "creation", and it does not stand');
    expect(of.tool.tags()).toEqual({});

    await protect(of, of.simulator.userToken("ada"), "--apply");
    await ask(of);
    expect(Object.keys(of.tool.tags())).toEqual(["v0.1.0"]);
  }, 60_000);

  it("are looked at in every sweep: one that fell is told loudly on the default branch", async () => {
    const of = await open({ settings: creation });
    await protect(of, of.simulator.userToken("ada"), "--apply");
    await of.later();
    const said = () => of.tool.checkRuns().findLast(({ name }) => name.startsWith("plangate/plan"));
    expect(said()?.conclusion).toBe("success");

    of.ada.deleteRuleset(of.tool.rulesets()[0]?.id ?? 0);
    await of.later();

    expect(said()?.conclusion).toBe("neutral");
    expect(said()?.summary).toContain("Advisory only: settings ask for the wall");
    expect(of.tool.issue(numberOf(of, "v0.2.0")).body).toContain("Advisory only");
  }, 60_000);
});
