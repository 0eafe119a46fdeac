import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const plan = `# Loom

## Phase 1: Frame

- [ ] T001 Plane the beams
- [ ] T002 Join the beams
- [ ] T003 Hang the heddles
`;

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

type Rule = NonNullable<Parameters<House["ada"]["createRuleset"]>[0]["rules"]>;

/** An organisation whose default branch takes no commit that breaks the rules. */
async function openStrict(rules: Rule, planSettings: readonly string[] = []): Promise<House> {
  const strict = await openHouse({ plan, planSettings: ["issues: tasks", ...planSettings] });
  strict.ada.createRuleset({
    name: "main",
    target: "branch",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules,
    bypass_actors: [{ actor_type: "RepositoryRole", actor_id: 5, bypass_mode: "always" }],
  });
  return strict;
}

const branch = (of: House): string =>
  Object.keys(of.tool.branches()).find((name) => name.startsWith("plangate/sync/")) ?? "";

const pulls = (of: House): readonly string[] =>
  of.tool.pulls().map(({ number, state }) => `#${number} ${state}`);

const byPull: Rule = [{ type: "pull_request" }];

describe("a branch that takes no commit gets one pull request per plan", () => {
  it.each([
    ["reviews", byPull],
    ["signatures and reviews", [{ type: "required_signatures" }, { type: "pull_request" }] as Rule],
    [
      "required checks",
      [
        {
          type: "required_status_checks",
          parameters: { required_status_checks: [{ context: "ci" }] },
        },
      ] as Rule,
    ],
    ["no updates at all", [{ type: "update" }] as Rule],
  ])("%s", async (_name, rules) => {
    house = await openStrict(rules);
    await house.settle();

    expect(house.tool.file(house.path)).toBe(plan);
    expect(pulls(house)).toHaveLength(1);
    expect(house.tool.file(house.path, branch(house))).toContain("T001 Plane the beams ([#2](");
    house.simulator.forget();
    await house.later();
    expect(house.simulator.writes.map(({ route }) => route)).toEqual([]);
    expect(house.simulator.violations).toEqual([]);
  });

  it("rolls on with the plan and its issues, and is closed when nothing is left in it", async () => {
    house = await openStrict(byPull);
    const { ada, eve, tool, path } = house;
    await house.settle();
    ada.merge(tool.pulls()[0]?.number ?? 0);
    await house.settle();
    const linked = tool.file(path);
    expect(linked).toContain("T001 Plane the beams ([#2](");

    ada.close(2, "completed");
    await house.settle();
    expect(pulls(house)).toHaveLength(2);
    expect(tool.file(path)).toBe(linked);
    const at = branch(house);
    expect(tool.file(path, at)).toBe(linked.replace("[ ] T001", "[x] T001"));
    expect(tool.checkRuns(tool.head()).at(-1)?.summary).toContain("takes changes by pull request alone");

    // The plan goes on beside it, on the very next line.
    ada.push({ [path]: linked.replace("Join the beams", "Join the two beams") });
    eve.close(4, "completed");
    await house.settle();
    expect(pulls(house)).toHaveLength(2);
    expect(tool.file(path, at)).toBe(
      linked
        .replace("[ ] T001", "[x] T001")
        .replace("Join the beams", "Join the two beams")
        .replace("[ ] T003", "[x] T003"),
    );

    ada.reopen(2);
    ada.reopen(4);
    await house.settle();
    expect(tool.pulls().map(({ state }) => state)).toEqual(["closed", "closed"]);

    ada.close(2, "completed");
    await house.settle();
    expect(pulls(house)).toHaveLength(3);
    ada.merge(tool.pulls().at(-1)?.number ?? 0);
    await house.settle();
    expect(tool.file(path)).toContain("[x] T001");
    expect(tool.issue(2)).toMatchObject({ state: "closed" });

    house.simulator.forget();
    await house.later();
    expect(house.simulator.writes).toEqual([]);
    expect(house.simulator.violations).toEqual([]);
  });

  it("is not asked for again after a person closed it, until there is something else to write", async () => {
    house = await openStrict(byPull, ["links: off"]);
    const { ada, tool, path } = house;
    await house.settle();
    ada.close(2, "completed");
    await house.settle();
    expect(pulls(house)).toHaveLength(1);

    ada.closePullRequest(tool.pulls()[0]?.number ?? 0);
    await house.settle();
    await house.later();
    expect(tool.pulls().map(({ state }) => state)).toEqual(["closed"]);
    expect(tool.checkRuns(tool.head()).at(-1)?.summary).toContain("was closed unmerged");
    expect(tool.issue(2).state).toBe("closed");

    ada.close(3, "completed");
    await house.settle();
    expect(tool.pulls().map(({ state }) => state)).toEqual(["closed", "open"]);
    expect(tool.file(path, branch(house))).toContain("[x] T002");
  });

  it("leaves alone what a person changed on its branch", async () => {
    house = await openStrict(byPull, ["links: off"]);
    const { ada, tool, path } = house;
    await house.settle();
    ada.close(2, "completed");
    await house.settle();
    const at = branch(house);
    const edited = tool.file(path, at).replace("Hang", "Hang up");
    ada.push({ [path]: edited }, { branch: at });
    ada.close(3, "completed");
    await house.settle();

    expect(tool.file(path, at)).toBe(edited);
    expect(tool.checkRuns(tool.head()).at(-1)?.summary).toContain("somebody else changed");
  });

  it("stays one pull request over the hours in which the branch is asked again", async () => {
    house = await openStrict(byPull, ["links: off"]);
    await house.settle();
    house.ada.close(2, "completed");
    await house.settle();
    const comesWith = house.tool.pulls();

    for (let look = 0; look < 12; look += 1) await house.later(20 * 60_000);
    expect(house.tool.pulls()).toEqual(comesWith);
    expect(house.simulator.violations).toEqual([]);
  });

  it("goes back to commits once the branch takes them again", async () => {
    house = await openStrict(byPull, ["links: off"]);
    const { ada, tool, path } = house;
    await house.settle();
    ada.close(2, "completed");
    await house.settle();
    expect(tool.pulls().map(({ state }) => state)).toEqual(["open"]);

    for (const { id } of tool.rulesets()) ada.deleteRuleset(id);
    await house.later(90 * 60_000);
    expect(tool.file(path)).toContain("[x] T001");
    expect(tool.pulls().map(({ state }) => state)).toEqual(["closed"]);
  });
});

describe("write-back, as the settings say", () => {
  it("pull-request: never a commit on the branch", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks", "write-back: pull-request"] });
    await house.settle();

    expect(house.tool.file(house.path)).toBe(plan);
    expect(pulls(house)).toHaveLength(1);
    expect(house.tool.commits()).toHaveLength(1);
  });

  it.each(["commit", "off"])(
    "%s, set while a pull request is open: it is closed, and says why",
    async (mode) => {
      house = await openHouse({
        plan,
        planSettings: ["issues: tasks", "links: off", "write-back: pull-request"],
      });
      const { ada, eve, tool, path } = house;
      await house.settle();
      eve.close(2, "completed");
      await house.settle();
      const at = branch(house);
      expect(tool.pulls().map(({ state }) => state)).toEqual(["open"]);

      const settings = tool.file(".github/plangate.yml");
      ada.push({ ".github/plangate.yml": settings.replace("pull-request", mode) });
      await house.settle();
      expect(tool.pulls().map(({ state }) => state)).toEqual(["closed"]);
      expect(tool.pulls()[0]?.body).toContain("The settings ask for no pull request any more");
      expect(Object.keys(tool.branches())).not.toContain(at);
      expect(tool.file(path)).toBe(mode === "off" ? plan : plan.replace("[ ] T001", "[x] T001"));
      expect(tool.issue(2).state).toBe("closed");

      ada.push({ ".github/plangate.yml": settings });
      eve.close(3, "completed");
      await house.settle();
      expect(tool.pulls().map(({ state }) => state)).toEqual(["closed", "open"]);
      house.simulator.forget();
      await house.later();
      expect(house.simulator.writes).toEqual([]);
      expect(house.simulator.violations).toEqual([]);
    },
  );

  it("off, set where a person wrote to the branch: the pull request is closed, the branch stays", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks", "write-back: pull-request"] });
    const { ada, tool } = house;
    await house.settle();
    const at = branch(house);
    ada.push({ "notes.md": "Mine\n" }, { branch: at });
    const settings = tool.file(".github/plangate.yml");
    ada.push({ ".github/plangate.yml": settings.replace("pull-request", "off") });
    await house.settle();

    expect(tool.pulls().map(({ state }) => state)).toEqual(["closed"]);
    expect(tool.file("notes.md", at)).toBe("Mine\n");
  });

  it("commit: says what the branch refused, and opens no pull request", async () => {
    house = await openStrict(byPull, ["write-back: commit"]);
    await house.settle();

    expect(pulls(house)).toEqual([]);
    const check = house.tool.checkRuns(house.tool.head()).at(-1);
    expect(check).toMatchObject({ conclusion: "failure" });
    expect(check?.summary).toContain("Changes must be made through a pull request");
  });

  it("off: the plan is never written to", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks", "write-back: off"] });
    await house.settle();
    house.ada.close(2, "completed");
    await house.settle();

    expect(house.tool.file(house.path)).toBe(plan);
    expect(pulls(house)).toEqual([]);
    expect(house.tool.issue(2).state).toBe("closed");
  });

  it("a path that could refer to an issue is repeated in no title and no message", async () => {
    house = await openHouse({
      plan,
      path: "docs/closes GH-1.md",
      planSettings: ["issues: tasks", "write-back: pull-request"],
    });
    await house.settle();

    expect(pulls(house)).toHaveLength(1);
    expect(house.tool.pulls()[0]?.title).toBe("Update boxes and issue links in the plan");
    expect(house.tool.commits(branch(house))[0]?.message).not.toContain("GH-1");
  });
});

describe("a branch that moves on while plangate writes to it", () => {
  /** People push to the plan right before each of so many commits of plangate's. */
  function pushBefore(of: House, commits: number): { readonly count: () => number } {
    let count = 0;
    of.simulator.faults.onRequest = (phase, { mutation }) => {
      if (phase !== "before" || mutation !== "createCommitOnBranch" || count >= commits) return;
      count += 1;
      const text = of.tool.file(of.path).replace(/^# Loom.*/, `# Loom, ${count} of ${commits}`);
      of.ada.push({ [of.path]: text });
    };
    return { count: () => count };
  }

  it.each([1, 2, 3, 4])("%i times: the commit lands on their text", async (times) => {
    house = await openHouse({ plan, planSettings: ["issues: tasks", "links: off"] });
    await house.settle();
    const pushes = pushBefore(house, times);
    house.eve.close(2, "completed");
    for (let round = 0; round < 10; round += 1) await house.later(3 * 60_000);

    expect(pushes.count()).toBe(times);
    expect(house.tool.file(house.path)).toBe(
      plan.replace("[ ] T001", "[x] T001").replace("# Loom", `# Loom, ${times} of ${times}`),
    );
    expect(house.tool.pulls()).toEqual([]);
  });

  it("five times in a row: a pull request brings it, and no word of theirs is lost", async () => {
    house = await openHouse({ plan, planSettings: ["issues: tasks", "links: off"] });
    const { ada, tool, path } = house;
    await house.settle();
    const pushes = pushBefore(house, 1000);
    house.eve.close(2, "completed");
    for (let round = 0; round < 10; round += 1) await house.later(3 * 60_000);

    const theirs = plan.replace("# Loom", "# Loom, 5 of 1000");
    expect(pushes.count()).toBe(5);
    expect(tool.file(path)).toBe(theirs);
    expect(pulls(house)).toHaveLength(1);
    expect(tool.file(path, branch(house))).toBe(theirs.replace("[ ] T001", "[x] T001"));
    expect(tool.checkRuns(tool.head()).at(-1)?.summary).toContain("moved on");

    ada.push({ [path]: theirs.replace("Join", "Rejoin") });
    await house.settle();
    ada.merge(tool.pulls()[0]?.number ?? 0);
    await house.settle();
    expect(tool.file(path)).toBe(theirs.replace("Join", "Rejoin").replace("[ ] T001", "[x] T001"));
    expect(tool.issue(2).state).toBe("closed");
    expect(house.simulator.violations).toEqual([]);
  });

  it("with write-back: commit: it is tried on, and no pull request is opened", async () => {
    house = await openHouse({
      plan,
      planSettings: ["issues: tasks", "links: off", "write-back: commit"],
    });
    await house.settle();
    pushBefore(house, 7);
    house.eve.close(2, "completed");
    for (let round = 0; round < 12; round += 1) await house.later(11 * 60_000);

    expect(house.tool.file(house.path)).toContain("[x] T001");
    expect(house.tool.file(house.path)).toContain("# Loom, 7 of 7");
    expect(house.tool.pulls()).toEqual([]);
  });
});
