import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Boat

## Prerequisites

- [ ] The yard is rented
- File \`keel.txt\` exists

## Phase 1: Hull

- [ ] T001 Lay the keel

## Phase 2: Rig

- [ ] T002 Step the mast

## Quality Gates (Enforce at Every Release)

- Coverage ≥ 80%

## v0.1.0 - Launch

- [ ] T003 Open the champagne
`;

const settingsPath = ".github/plangate.yml";
const gates = [
  "gates:",
  '  - match: "Quality Gates (Enforce at Every Release)"',
  '    approve: { by: ["@acme/security"] }',
];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const checks = (of: House, pullRequest: number) =>
  of.tool.checkRuns(of.tool.pull(pullRequest).headSha).filter(({ name }) => name === "plangate");
const conclusion = (of: House, pullRequest: number) => checks(of, pullRequest).at(-1)?.conclusion;

async function open(enforcement: "enforce" | "observe"): Promise<House> {
  const opened = await openHouse({ plan, settings: [`enforcement: ${enforcement}`, ...gates] });
  const { simulator, ada } = opened;
  simulator.user("tess");
  ada.permit("tess", "read");
  simulator.team("acme/security", ["tess"]);
  await opened.settle();
  return opened;
}

/** What a pull request may take from the gate before every tag, and how the check says it. */
const weakenings: readonly {
  what: string;
  change: (of: House) => Record<string, string | null>;
  says: string;
}[] = [
  {
    what: "a lower threshold",
    change: (of) => ({ [of.path]: of.tool.file(of.path).replace("80%", "0%") }),
    says: "its words change",
  },
  {
    what: "a deleted gate",
    change: (of) => ({ [of.path]: of.tool.file(of.path).replace(/## Quality Gates[^#]*(?=## v)/, "") }),
    says: "it is taken away",
  },
  {
    what: "a renamed plan",
    change: (of) => ({ [of.path]: null, "docs/other.md": of.tool.file(of.path) }),
    says: "it is taken away",
  },
  {
    what: "other approvers",
    change: (of) => ({ [settingsPath]: of.tool.file(settingsPath).replace("@acme/security", "eve") }),
    says: "acme/security to eve",
  },
  {
    what: "another proof",
    change: (of) => ({
      [settingsPath]: of.tool
        .file(settingsPath)
        .replace(
          'security"] }',
          'security"] }\n    criteria: [{ match: "coverage", check: { name: "lint" } }]',
        ),
    }),
    says: "what proves",
  },
  {
    what: "settings that are gone",
    change: () => ({ [settingsPath]: null }),
    says: "it is taken away",
  },
];

/** The plan without its gates, in places that decide nothing. */
const elsewhere: readonly { what: string; files: (of: House) => Record<string, string> }[] = [
  ...[
    ".github/plangate.yaml",
    "plangate.yml",
    ".plangate.yml",
    "docs/.github/plangate.yml",
    ".GitHub/plangate.yml",
  ].map((path) => ({
    what: `a second settings file, ${path}`,
    files: (of: House) => ({ [path]: easier(of) }),
  })),
  {
    what: "a plan of other case",
    files: () => ({ "docs/Plan.md": "# Boat\n\n- [ ] T001 Lay the keel\n" }),
  },
  { what: "a plan in a folder of its name", files: () => ({ "docs/plan.md.d/plan.md": "# Boat\n" }) },
];

/** Settings under which eve opens every gate. */
function easier({ path }: House): string {
  return `version: 1\nenforcement: observe\nplans: [{ path: ${path} }]\ngates: [{ match: G1, approve: { by: [eve] } }, { match: G2, approve: { by: [eve] } }]\n`;
}

describe("a pull request that weakens a gate", () => {
  it.each(weakenings)("by $what says so and waits for that gate's approver", async ({ change, says }) => {
    house = await open("enforce");
    const { simulator, tool, ada, eve, settle } = house;
    const key = "G2";
    const number = eve.openPullRequest({ files: change(house), title: "Make it easier" });
    await settle();
    expect(conclusion(house, number)).toBe("action_required");
    expect(checks(house, number).at(-1)?.summary).toContain(says);

    // Whoever is not named for it does not open it, whatever their role.
    for (const other of [eve, ada]) {
      other.comment(number, `/plangate approve ${key}`);
      await settle();
      expect(tool.comments(number).at(-1)?.body).toContain("is refused");
    }
    expect(conclusion(house, number)).toBe("action_required");

    simulator.as("tess", "acme/tool").comment(number, `/plangate approve ${key}`);
    await settle();
    expect(tool.comments(number).at(-1)?.body).toContain("It opens no gate");
    const others = checks(house, number).at(-1)?.summary ?? "";
    expect(others).toContain("approved by tess");

    // A push after the approval needs a new one; so does one between the comment and its answer.
    await simulator.advance(60_000);
    eve.pushToPullRequest(number, { "more.txt": "more" });
    await settle();
    expect(conclusion(house, number)).toBe("action_required");
    expect(checks(house, number).at(-1)?.summary).not.toContain("approved by tess");
    expect(simulator.violations).toEqual([]);
  });

  it("opens nothing by a file that looks like the plan's or the settings', also when it is merged", async () => {
    house = await open("enforce");
    const { tool, ada, eve, settle } = house;
    const phase = tool.issues().find(({ title }) => title.startsWith("Phase 1"))?.number ?? 0;
    const of = house;
    const numbers = elsewhere.map(({ what, files }, index) =>
      eve.openPullRequest({
        files: files(of),
        title: what,
        body: `Part of #${phase}`,
        branch: `try-${index}`,
      }),
    );
    await settle();
    for (const number of numbers) {
      expect(conclusion(house, number)).toBe("action_required");
      eve.comment(number, "/plangate attest G1 because it floats");
      ada.merge(number);
    }
    await settle();
    await house.later();
    eve.comment(1, "/plangate attest G2 because it floats");
    await settle();

    expect(tool.comments(1).at(-1)?.body).toContain("others are named as its approvers");
    const release = tool.checkRuns(tool.head()).findLast(({ name }) => name === "plangate/release v0.1.0");
    expect(release?.conclusion).toBe("failure");
    expect(release?.text).toContain("not attested by @&#8203;acme/security");
  });

  it("from a fork is judged by the same rules", async () => {
    house = await open("enforce");
    const { simulator, tool, settle, path } = house;
    simulator.fork("acme/tool", "bob");
    const files = { [path]: tool.file(path).replace("80%", "0%"), [settingsPath]: easier(house) };
    const number = simulator.as("bob", "acme/tool").openPullRequest({ files, title: "Make it easier" });
    await settle();

    expect(conclusion(house, number)).toBe("action_required");
    expect(checks(house, number).at(-1)?.summary).toContain("its words change");
    expect(checks(house, number).at(-1)?.summary).toContain("acme/security");
  });

  it("is only told where settings observe", async () => {
    house = await open("observe");
    const { tool, eve, settle, path } = house;
    const files = { [path]: tool.file(path).replace("80%", "0%") };
    const number = eve.openPullRequest({ files, title: "Make it easier" });
    await settle();
    expect(conclusion(house, number)).toBe("neutral");
    expect(checks(house, number)[0]?.title).toContain("deletes or weakens gates");
  });

  it("does not take what was said before its last push", async () => {
    house = await open("enforce");
    const { simulator, tool, eve, settle, path } = house;
    const files = { [path]: tool.file(path).replace("80%", "70%") };
    const number = eve.openPullRequest({ files, title: "A little easier" });
    await settle();
    await simulator.advance(60_000);
    simulator.webhooks.mode = "drop";
    simulator.as("tess", "acme/tool").comment(number, "/plangate approve G2");
    await simulator.advance(60_000);
    eve.pushToPullRequest(number, { [path]: tool.file(path).replace("80%", "0%") });
    await house.later();
    await house.later();
    expect(tool.comments(number).at(-1)?.body).toContain("was pushed to since");
    expect(conclusion(house, number)).toBe("action_required");
  });

  it("may tick boxes and reword what is no gate", async () => {
    house = await open("enforce");
    const { tool, eve, settle, path } = house;
    const text = tool.file(path).replace("- [ ] T001 Lay", "- [x] T001 Lay down");
    const number = eve.openPullRequest({ files: { [path]: text }, title: "Done" });
    await settle();
    expect(conclusion(house, number)).toBe("success");
  });
});

describe("a pull request that opens a gate", () => {
  it("is not blocked by it: a file it adds, a box it ticks", async () => {
    house = await open("enforce");
    const { tool, eve, settle, path } = house;
    const phase = tool.issues().find(({ title }) => title.startsWith("Phase 1"))?.number ?? 0;
    const body = `Part of #${phase}`;
    const other = eve.openPullRequest({ files: { "mast.txt": "ash" }, body });
    const file = eve.openPullRequest({ files: { "keel.txt": "oak" }, body });
    await settle();
    expect(conclusion(house, other)).toBe("action_required");
    expect(conclusion(house, file)).toBe("action_required");
    expect(checks(house, file).at(-1)?.title).toContain("1 thing stands");

    const ticked = tool.file(path).replace("- [ ] The yard", "- [x] The yard");
    const both = eve.openPullRequest({ files: { "keel.txt": "oak", [path]: ticked }, body });
    await settle();
    expect(conclusion(house, both)).toBe("success");
  });
});
