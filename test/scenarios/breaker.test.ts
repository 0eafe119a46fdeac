import { Octokit } from "@octokit/rest";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Kiln

- [ ] T001 Lay the bricks
- [ ] T002 Build the arch
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** Another App that writes the plan its own way. */
interface Formatter {
  /** Writes what `format` makes of the plan; true where that was a change. */
  run(format: (text: string) => string): Promise<boolean>;
}

function openFormatter(of: House): Formatter {
  const app = of.simulator.app({ slug: "formatter" });
  const installation = app.install("acme");
  const octokit = new Octokit({ baseUrl: of.simulator.url, auth: installation.token() });
  const at = { owner: "acme", repo: "tool", path: of.path };
  return {
    async run(format) {
      const before = of.tool.file(of.path);
      const after = format(before);
      if (after === before) return false;
      const { data } = await octokit.rest.repos.getContent(at);
      const sha = "sha" in data ? data.sha : "";
      const content = Buffer.from(after).toString("base64");
      await octokit.rest.repos.createOrUpdateFileContents({ ...at, message: "Format", content, sha });
      return true;
    },
  };
}

/** Commits of plangate's: those of people are not signed. */
const ours = (of: House): number =>
  of.tool.commits().filter(({ message, verified }) => verified && message.startsWith("Update ")).length;

const said = (of: House): string => of.tool.checkRuns(of.tool.head()).at(-1)?.summary ?? "";

const unlink = (text: string): string => text.replaceAll(/ \(\[#\d+\][^)]*\)\)/g, "");

/** Lets both go on until neither has anything to do, at most so often. */
async function fight(of: House, formatter: Formatter, format: (text: string) => string): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await of.settle();
    if (!(await formatter.run(format))) return;
    await of.simulator.advance(60_000);
  }
}

describe("a bot that undoes what plangate writes meets a breaker", () => {
  it("stops after the same text was undone twice, and says so", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const formatter = openFormatter(house);
    await fight(house, formatter, unlink);

    expect(ours(house)).toBe(2);
    expect(said(house)).toContain("another App undid the same change 2 times");
    expect(house.tool.issues().map(({ state }) => state)).toEqual(["open", "open", "open"]);
    expect(house.simulator.violations).toEqual([]);

    house.simulator.forget();
    await house.later(60 * 60_000);
    expect(house.simulator.writes).toEqual([]);
  });

  it("goes on when the store is lost no more than before", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const formatter = openFormatter(house);
    await fight(house, formatter, unlink);
    await house.loseStore();
    await fight(house, formatter, unlink);

    expect(ours(house)).toBe(2);
  });

  it("lets one write through for a recheck, and all after a person's commit", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, tool, path } = house;
    const formatter = openFormatter(house);
    await fight(house, formatter, unlink);

    ada.comment(1, "/plangate recheck");
    await fight(house, formatter, unlink);
    expect(ours(house)).toBe(3);

    ada.push({ [path]: tool.file(path).replace("Build the arch", "Build the two arches") });
    await house.settle();
    expect(tool.file(path)).toContain("T002 Build the two arches ([#3](");
    expect(said(house)).not.toContain("Cannot write");
  });

  it("stops after six commits in an hour, whoever changes them, and goes on in the next", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, path, tool } = house;
    for (let round = 0; round < 10; round += 1) {
      await house.settle();
      const stripped = unlink(tool.file(path));
      if (stripped === tool.file(path)) break;
      ada.push({ [path]: `${stripped.trimEnd()}${".".repeat(round + 1)}\n` });
    }
    expect(ours(house)).toBe(6);
    expect(said(house)).toContain("6 commits of plangate's to it were changed again within the hour");

    await house.later(61 * 60_000);
    expect(ours(house)).toBe(7);
  });

  it("is not met by people who tick and untick issues all day", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, tool, path } = house;
    await house.settle();
    for (let round = 0; round < 5; round += 1) {
      ada.close(2, "completed");
      await house.settle();
      expect(tool.file(path)).toContain("[x] T001");
      ada.reopen(2);
      await house.settle();
      expect(tool.file(path)).toContain("[ ] T001");
    }
    expect(ours(house)).toBe(11);
  });
});
