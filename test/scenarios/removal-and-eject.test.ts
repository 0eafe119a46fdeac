import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const lines = Array.from({ length: 12 }, (_, index) => `- [ ] T${101 + index} Carve figure ${index + 1}`);
const plan = `# Carousel\n\n${lines.join("\n")}\n`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const said = (of: House): string => of.tool.checkRuns(of.tool.head()).at(-1)?.summary ?? "";

const open = (of: House): number => of.tool.issues().filter(({ state }) => state === "open").length;

/** The plan without its tasks from one to another. */
function without(text: string, from: number, to: number): string {
  const gone = (line: string): boolean => {
    const id = Number(/T(\d+)/.exec(line)?.[1] ?? 0);
    return id >= from && id <= to;
  };
  return text
    .split("\n")
    .filter((line) => !gone(line))
    .join("\n");
}

describe("a change that would close much of a plan", () => {
  it("waits for a maintainer's word, which counts once", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks"] });
    const { ada, bob, tool, path, simulator } = house;
    await house.settle();
    const whole = tool.file(path);
    expect(open(house)).toBe(13);

    ada.push({ [path]: without(whole, 101, 107) });
    await house.settle();
    await house.later();
    expect(open(house)).toBe(13);
    expect(said(house)).toContain("Cannot close 7 of 13 open issues");

    bob.comment(1, "/plangate confirm");
    await house.settle();
    expect(open(house)).toBe(13);

    ada.comment(1, "/plangate confirm");
    await house.settle();
    expect(open(house)).toBe(6);
    expect(tool.issue(2)).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(tool.comments(1).at(-1)?.body).toContain("Confirmed");

    // Used up: the next one waits again. Lines that come back have their issues back.
    ada.push({ [path]: whole });
    await house.settle();
    expect(open(house)).toBe(13);
    ada.push({ [path]: without(whole, 101, 107) });
    await house.settle();
    expect(open(house)).toBe(13);

    simulator.forget();
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  });
});

/** Runs the command line as ada. */
function run(
  of: House,
  ...args: readonly string[]
): Promise<{ readonly exitCode: number; readonly out: string }> {
  const cli = join(import.meta.dirname, "../../src/cli.ts");
  const env = {
    ...process.env,
    GITHUB_TOKEN: of.simulator.userToken("ada"),
    GITHUB_API_URL: of.simulator.url,
    // A command line rests a second between two writes: GitHub's least.
    PLANGATE_WRITE_SPACING_MS: "0",
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args, "--repo", "acme/tool"], { env }, (error, out, err) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, out: out + err });
    });
  });
}

const short = `# Well

- [ ] T001 Find water
- [x] T002 Ask the neighbours
- [ ] T003 Line the shaft
`;

/** A synced plan whose people have written into their issues and then taken it out of the settings. */
async function openLeft(): Promise<House> {
  const left = await openHouse({ plan: short, planSettings: ["issues: tasks"] });
  await left.settle();
  const { ada, tool } = left;
  ada.edit(2, { body: `Ask the dowser first.\n\n${tool.issue(2).body}\n\nHe comes on Monday.\n` });
  await left.settle();
  ada.push({ ".github/plangate.yml": "version: 1\nplans: []\n" });
  await left.settle();
  return left;
}

describe("plangate eject", () => {
  it("takes links out of the plan and regions out of the bodies, once", async () => {
    house = await openLeft();
    const { tool, path, simulator } = house;
    const preview = await run(house, "eject", "--plan", path, "--dry-run");
    expect(preview.exitCode).toBe(0);
    expect(preview.out).toContain("take plangate's part out of #2");
    expect(tool.file(path)).not.toBe(short);

    const ejected = await run(house, "eject", "--plan", path);
    expect(ejected.out).toContain("4 of 4 done");
    expect(tool.file(path)).toBe(short);
    expect(tool.issue(2).body).toBe("Ask the dowser first.\n\n\nHe comes on Monday.\n");
    expect(tool.issues().map(({ body, state }) => [body.includes("plangate"), state])).toEqual([
      [false, "open"],
      [false, "open"],
      [false, "open"],
    ]);

    simulator.forget();
    const again = await run(house, "eject", "--plan", path);
    expect(again.out).toContain("Nothing of plangate's is left to take out");
    await house.later();
    expect(simulator.writes).toEqual([]);
    expect(simulator.violations).toEqual([]);
  }, 60_000);

  it("is refused while the settings name the plan", async () => {
    house = await openHouse({ plan: short });
    await house.settle();

    const refused = await run(house, "eject", "--plan", house.path);
    expect(refused.exitCode).toBe(2);
    expect(refused.out).toContain("Take it out of the settings first");
  }, 60_000);
});
