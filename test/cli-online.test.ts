import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import type { Ran } from "./run-cli.ts";
import { openHouse } from "./scenarios/house.ts";
import type { House } from "./scenarios/house.ts";

const plan = `# Well

## Phase 1: Dig

- [ ] T001 Find water
- [ ] T002 Line the shaft

## v1.0.0 - Open it

**Dependencies**: Phase 1 complete

- [ ] T003 Hang the bucket
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Runs the command line as a person with a token does. */
const run = (of: House, ...args: readonly string[]): Promise<Ran> =>
  runCli(of, of.simulator.userToken("ada"), args);

describe("the command line against GitHub", () => {
  it("previews what a sync then does, and nothing is left for a second one", async () => {
    house = await openHouse({ plan, delivery: "dropped" });

    const before = await run(house, "preview", "--repo", "acme/tool");
    expect(house.tool.issues()).toEqual([]);
    expect(before).toMatchObject({ exitCode: 0 });
    expect(before.out).toContain("Phase 1: Dig");

    const synced = await run(house, "sync", "--repo", "acme/tool");
    expect(synced).toMatchObject({ exitCode: 0 });
    expect(house.tool.issues().map(({ title }) => title)).toEqual([
      "Well",
      "Phase 1: Dig",
      "v1.0.0 - Open it",
    ]);

    house.simulator.forget();
    const again = await run(house, "sync", "--repo", "acme/tool");
    expect(again.out).toContain("0 writes");
    expect(house.simulator.writes).toEqual([]);

    const status = await run(house, "status", "--repo", "acme/tool");
    expect(status.out).toContain("tasks     0 of 3 done");
    expect(status.out).toContain("releases  0 of 1 tagged");
    expect(house.simulator.violations).toEqual([]);
  }, 60_000);

  it.each([
    ["a repository that is not there", ["status", "--repo", "acme/nothing"], "acme/nothing"],
    [
      "no repository's name",
      ["status", "--repo", "nothing"],
      'Cannot read "--repo nothing": give it as owner/name',
    ],
    [
      "a plan that settings do not name",
      ["status", "--repo", "acme/tool", "--plan", "x.md"],
      'they name "docs/plan.md"',
    ],
    [
      "a repository without settings",
      ["status", "--repo", "acme/web"],
      "acme/web has no .github/plangate.yml",
    ],
  ])("says what it cannot do with %s", async (_, args, message) => {
    house = await openHouse({ plan, delivery: "dropped" });

    const ran = await run(house, ...args);

    expect(ran.exitCode).toBe(2);
    expect(ran.err).toContain(message);
  });
});
