import { describe, expect, it } from "vitest";
import {
  closeAs,
  diffOf,
  edited,
  githubWith,
  home,
  issueTitled,
  issuesOf,
  kinds,
  planWith,
  reconciled,
  reopen,
  repositoryWith,
  rewritten,
  tickedInPlan,
  waits,
  withUnreadable,
  worldOf,
  factsOf,
} from "./test-support.ts";

const twoPhases = `# Phase 1: Build
- [ ] Write the parser
- [ ] Draw the picture
# Phase 2: Ship
- [ ] Announce it
- [x] Buy cake`;

const tasks = { settings: { issues: "tasks" as const } };

describe("diff() on a first sync", () => {
  it("makes a tracking issue and one per phase, with the tasks as boxes", () => {
    const world = worldOf(planWith(twoPhases));
    const result = diffOf(world);

    expect(kinds(result)).toEqual(["create Shop", "create Phase 1: Build", "create Phase 2: Ship"]);
    expect(result.problems).toEqual([]);
    const body = issueTitled(reconciled(world), "Phase 2").body;
    expect(body).toMatch(
      /- \[ \] Announce it <!-- box=\w+ base=open -->\n- \[x\] Buy cake <!-- box=\w+ base=done -->/,
    );
  });

  it("makes an issue per open task with `issues: tasks`, attached to its phase, and links the lines", () => {
    const world = reconciled(worldOf(planWith(twoPhases)), tasks);

    expect(issuesOf(world).map(({ title }) => title)).toEqual([
      "Shop",
      "Phase 1: Build",
      "Phase 2: Ship",
      "Write the parser",
      "Draw the picture",
      "Announce it",
    ]);
    expect(issueTitled(world, "Announce").parent).toEqual(issueTitled(world, "Phase 2").ref);
    expect(issueTitled(world, "Phase 2").parent).toEqual(issueTitled(world, "Shop").ref);
    expect(world.plan.tasks.map(({ link }) => link?.number)).toEqual([4, 5, 6, undefined]);
  });

  it.each([{}, tasks])("is done after it", (how) => {
    const world = reconciled(
      worldOf(planWith(twoPhases, { dependencies: [waits("phase-2", "phase-1")] })),
      how,
    );

    expect(diffOf(world, how).operations).toEqual([]);
    expect(diffOf({ ...world, ledger: [] }, how).operations).toEqual([]);
  });

  it("hangs the tasks of a plan of one phase, or none, on the tracking issue", () => {
    expect(kinds(diffOf(worldOf(planWith("# Phase 1: All\n- [ ] One\n- [ ] Two"))))).toEqual(["create Shop"]);
    expect(kinds(diffOf(worldOf(planWith("- [ ] One\n- [x] Two")), tasks))).toEqual([
      "create Shop",
      "create One",
      "commit-plan",
    ]);
  });

  it("makes labels, milestones and dependencies once", () => {
    const plan = planWith("# v0.1 First\n- [ ] One\n# v0.2 Second\n- [ ] Two", {
      dependencies: [waits("v0.2", "v0.1"), waits("v0.2", "v9.9", { external: true })],
      labels: ["roadmap"],
    });
    const result = diffOf(worldOf(plan), { settings: { labels: ["plan", "Roadmap"] } });

    expect(kinds(result)).toEqual([
      "create-label",
      "create-label",
      "create-milestone",
      "create-milestone",
      "create Shop",
      "create v0.1 First",
      "create v0.2 Second",
      "add-dependency",
    ]);
  });

  it("leaves out phases that are complete, their boxes all ticked", () => {
    const world = worldOf(planWith("# Phase 1: Done\n- [x] One\n# Phase 2: Go\n- [ ] Two"));

    expect(kinds(diffOf(world, { phaseStates: { "phase-1": "complete" } }))).toEqual([
      "create Shop",
      "create Phase 2: Go",
    ]);
  });

  it("makes the tracking issue alone with `issues: off`, where there are gates", () => {
    const off = { settings: { issues: "off" as const } };

    expect(kinds(diffOf(worldOf(planWith(twoPhases)), off))).toEqual([]);
  });

  it("spends no more than one request per issue, per edge and for the commit", () => {
    const text = Array.from({ length: 300 }, (_, index) => `- [ ] Task number ${index}`).join("\n");
    const result = diffOf(worldOf(planWith(text)), tasks);

    expect(result.operations).toHaveLength(302);
    expect(result.problems.map(({ rule }) => rule)).toEqual(["relation-in-words"]);
    const world = reconciled(worldOf(planWith(text)), tasks);
    expect(diffOf(world, tasks).operations).toEqual([]);
    expect(issuesOf(world).filter(({ parent }) => parent !== null)).toHaveLength(100);
  });
});

describe("diff() between plan and issue", () => {
  const synced = reconciled(worldOf(planWith(twoPhases)), tasks);
  const after = (world: typeof synced) => reconciled(world, tasks);
  const box = (world: typeof synced, words: string) =>
    world.plan.tasks.find(({ text }) => text === words)?.checked;

  it("ticks the box of a completed issue, and writes the base down only after the commit", () => {
    const world = edited(synced, "Write", closeAs("completed"));
    const { operations } = diffOf(world, tasks);

    expect(operations.map(({ kind }) => kind)).toEqual(["update-issue", "commit-plan", "update-issue"]);
    expect(operations.at(-1)).toMatchObject({ standsOnCommit: true });
    expect(box(after(world), "Write the parser")).toBe(true);
    expect(diffOf(after(world), tasks).operations).toEqual([]);
  });

  it.each(["not_planned", "duplicate"])("does not tick the box of an issue closed as %s", (reason) => {
    const world = after(edited(synced, "Write", closeAs(reason)));

    expect(box(world, "Write the parser")).toBe(false);
    expect(issueTitled(world, "Write").state).toBe("closed");
    expect(diffOf(world, tasks).operations).toEqual([]);
  });

  it("closes the issue of a ticked box together with its body", () => {
    const { operations } = diffOf(tickedInPlan(synced, "Write the parser"), tasks);

    const closing = operations.filter(({ kind }) => kind === "update-issue");
    expect(closing[0]).toMatchObject({ change: "rewrite" });
    expect(closing[1]).toMatchObject({
      change: "close",
      state: "closed",
      stateReason: "completed",
      body: expect.stringContaining("base=done") as string,
    });
  });

  it("unticks when the issue is reopened, and reopens when the box is unticked", () => {
    const done = after(tickedInPlan(synced, "Write the parser"));

    expect(box(after(edited(done, "Write", reopen)), "Write the parser")).toBe(false);
    const unticked = after(tickedInPlan(done, "Write the parser", false));
    expect(issueTitled(unticked, "Write").state).toBe("open");
  });

  it("overwrites nothing where both changed differently, and says so", () => {
    const world = tickedInPlan(edited(synced, "Write", closeAs("not_planned")), "Write the parser");
    const result = diffOf(world, tasks);

    expect(kinds(result)).toEqual(["rewrite #1"]);
    expect(result.problems.map(({ rule, line }) => [rule, line])).toEqual([["state-conflict", 2]]);
  });

  it("syncs a box in a phase's body both ways", () => {
    const phases = reconciled(worldOf(planWith(twoPhases)));
    const ticked = edited(phases, "Phase 1", ({ body }) => ({
      body: body.replace("- [ ] Write", "- [x] Write"),
    }));
    const both = reconciled(ticked);

    expect(both.plan.tasks.map(({ checked }) => checked)).toEqual([true, false, false, true]);
    expect(diffOf(both).operations).toEqual([]);
    const back = reconciled(tickedInPlan(both, "Write the parser", false));
    expect(issueTitled(back, "Phase 1").body).toContain("- [ ] Write the parser");
    expect(diffOf(back).operations).toEqual([]);
  });

  it("keeps the old base while ticks wait in a pull request, and ticks nothing with write-back off", () => {
    const byPullRequest = { settings: { issues: "tasks" as const, writeBack: "pull-request" as const } };
    const off = { settings: { issues: "tasks" as const, writeBack: "off" as const } };
    const world = edited(synced, "Write", closeAs("completed"));

    expect(diffOf(world, byPullRequest).operations.map(({ kind }) => kind)).toEqual(["propose-plan"]);
    expect(diffOf(world, off).operations).toEqual([]);
  });

  it("closes a phase's issue when the phase is complete, and reopens only what it closed", () => {
    const complete = {
      ...tasks,
      phaseStates: { "phase-1": "complete" as const, "phase-2": "open" as const },
    };
    const open = { ...tasks, phaseStates: { "phase-1": "open" as const, "phase-2": "open" as const } };
    const closed = reconciled(synced, complete);

    expect(issueTitled(closed, "Phase 1")).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(diffOf(closed, complete).operations).toEqual([]);
    expect(issueTitled(reconciled(closed, open), "Phase 1").state).toBe("open");
    expect(diffOf(edited(closed, "Phase 1", reopen), complete).operations).toEqual([]);
    expect(diffOf(edited(synced, "Phase 2", closeAs("completed")), open).operations).toEqual([]);
  });

  it("leaves people's labels and titles alone, and retitles when the plan's words change", () => {
    const labelled = edited(synced, "Write", () => ({ labels: ["mine"] }));
    expect(diffOf(labelled, { settings: { issues: "tasks", labels: ["plan"] } }).operations).toContainEqual(
      expect.objectContaining({ issue: issueTitled(synced, "Write").ref, labels: ["mine", "plan"] }),
    );
    const retitled = edited(synced, "Write", () => ({ title: "Parser, please" }));
    expect(diffOf(retitled, tasks).operations).toEqual([]);
    const reworded = rewritten(
      synced,
      twoPhases.replace("Write the parser", "Write the parser ([#4])").replace("parser (", "plan parser ("),
    );
    expect(issueTitled(after(reworded), "Write the plan parser").ref.number).toBe(4);
  });

  it("reports a title that both changed", () => {
    const reworded = rewritten(synced, twoPhases.replace("Write the parser", "Write the plan parser ([#4])"));
    const result = diffOf(
      edited(reworded, "Write", () => ({ title: "Parser, please" })),
      tasks,
    );

    expect(result.problems.map(({ rule }) => rule)).toEqual(["title-conflict"]);
  });
});

describe("diff() when lines leave the plan", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => `- [ ] Task ${"abcdefghijkl"[index]}${index} of it`).join(
      "\n",
    );
  const off = { settings: { issues: "tasks" as const, links: "off" as const } };

  it("closes the issue as not planned, and opens it again when the line is back", () => {
    const synced = reconciled(worldOf(planWith("- [ ] Keep this\n- [ ] Drop that other thing")), off);
    const without = reconciled(rewritten(synced, "- [ ] Keep this"), off);

    expect(issueTitled(without, "Drop")).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect(diffOf(without, off).operations).toEqual([]);
    const back = reconciled(rewritten(without, "- [ ] Keep this\n- [ ] Drop that other thing"), off);
    expect(issueTitled(back, "Drop").state).toBe("open");
    expect(issuesOf(back)).toHaveLength(3);
  });

  it("leaves the issue of an incident alone", () => {
    const synced = reconciled(worldOf(planWith("- [ ] Keep this\n- [ ] Drop that")), off);
    const incident = edited(synced, "Drop", ({ body }) => ({
      body: body.replace(/subject=\S+/, "subject=incident:v1.0"),
    }));

    expect(kinds(diffOf({ ...rewritten(incident, "- [ ] Keep this"), ledger: [] }, off))).toEqual([
      "rewrite #1",
    ]);
  });

  it("waits for a word before closing more than five and a fifth", () => {
    const synced = reconciled(worldOf(planWith(many(10))), off);
    const emptied = rewritten(synced, "Nothing here");

    expect(diffOf(emptied, off).problems.map(({ rule }) => rule)).toEqual(["removal-guard"]);
    expect(kinds(diffOf(emptied, off)).filter((kind) => kind.startsWith("close"))).toEqual([]);
    const closes = kinds(diffOf(emptied, { ...off, confirmed: true })).filter((kind) =>
      kind.startsWith("close"),
    );
    expect(closes).toHaveLength(10);
  });
});

describe("diff() where something is not known", () => {
  const plan = planWith("# Phase 1: Here\n- [ ] One\n# Phase 2: There\n- [ ] Two");
  const spread = { settings: { repositories: { "phase-2": "acme/other" } } };

  it("touches nothing in a repository that could not be read, and goes on elsewhere", () => {
    const result = diffOf(worldOf(plan, withUnreadable(githubWith(), "acme/other")), spread);

    expect(kinds(result)).toEqual(["create Shop", "create Phase 1: Here"]);
    expect(result.problems).toMatchObject([{ rule: "repository-unknown" }]);
  });

  it("creates nothing while a create is under way, or where the ledger knows an issue that is not shown", () => {
    const world = worldOf(plan);
    const subject = `phase:${plan.phases[0]?.identity}` as const;
    const sending = [
      { subject, state: "uncertain" as const, settledAfter: new Date("2026-01-01T10:00:00Z") },
    ];
    const [lost] = diffOf({ ...world, ledger: sending }).problems;

    expect(lost?.message).toContain("2026-01-01T10:00:00.000Z");
    expect(kinds(diffOf({ ...world, ledger: sending }))).toEqual(["create Shop", "create Phase 2: There"]);
    const synced = reconciled(world);
    const lagging = { ...synced, observed: githubWith() };
    expect(diffOf(lagging).operations).toEqual([]);
  });

  it("never shows the words of a private home in a public repository", () => {
    const observed = githubWith(
      repositoryWith(home, { facts: factsOf(home, "private") }),
      repositoryWith("acme/other"),
    );
    const result = diffOf(worldOf(plan, observed), spread);

    expect(kinds(result)).toEqual(["create Shop", "create Phase 1: Here"]);
    expect(result.problems).toMatchObject([{ rule: "more-visible-repository" }]);
  });

  it("says in words what cannot be a sub-issue of another owner's, and names both once they are there", () => {
    const far = { settings: { repositories: { "phase-2": "other/place" } } };
    const world = worldOf(plan, githubWith(repositoryWith("other/place")));
    const first = reconciled(world, far);
    const second = reconciled(first, far);

    expect(diffOf(world, far).problems).toMatchObject([{ rule: "relation-in-words" }]);
    expect(issueTitled(second, "Phase 2", "other/place").body).toContain("part of acme/shop#1");
    expect(issueTitled(second, "Shop").body).toContain("includes other/place#1");
    expect(diffOf(second, far).operations).toEqual([]);
  });

  it("uses the phase's issue template at creation alone", () => {
    const templated = {
      ...plan,
      phases: plan.phases.map((phase) => ({ ...phase, template: ".github/t.md" })),
    };
    const observed = githubWith(
      repositoryWith(home, { templates: { ".github/t.md": "---\nname: x\n---\n\nTell us more" } }),
    );
    const world = reconciled(worldOf(templated, observed));

    expect(issueTitled(world, "Phase 1").body).toMatch(/^Tell us more\n\n<!-- plangate: begin /);
    expect(diffOf(world).operations).toEqual([]);
    expect(diffOf(worldOf(templated)).problems).toMatchObject([
      { rule: "issue-template" },
      { rule: "issue-template" },
    ]);
  });

  it("reports a damaged region and leaves the issue as it is", () => {
    const synced = reconciled(worldOf(plan));
    const broken = edited(synced, "Phase 1", ({ body }) => ({
      body: body.replace("<!-- plangate: end -->", ""),
    }));

    expect(diffOf(broken).problems).toMatchObject([{ rule: "marker-damaged" }]);
    expect(diffOf(broken).operations).toEqual([]);
  });

  it("keeps people's words around the region, whatever their line ends", () => {
    const synced = reconciled(worldOf(plan));
    const talked = edited(synced, "Phase 1", ({ body }) => ({
      body: `Hello\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\nBye`,
    }));

    expect(diffOf(talked).operations).toEqual([]);
    const ticked = reconciled(tickedInPlan(talked, "One"));
    expect(issueTitled(ticked, "Phase 1").body).toMatch(/^Hello\r\n\r\n<!-- [^]*\r\nBye$/);
  });
});
