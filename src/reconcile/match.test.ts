import { describe, expect, it } from "vitest";
import type { IssueNumber } from "../model/repository.ts";
import {
  diffOf,
  edited,
  issueTitled,
  issuesOf,
  kinds,
  planWith,
  reconciled,
  rewritten,
  worldOf,
} from "./test-support.ts";

const off = { settings: { issues: "tasks" as const, links: "off" as const } };
const inline = { settings: { issues: "tasks" as const } };

const before = `# Phase 1: Build
- [ ] Write the parser for plans
- [ ] Draw the picture of rooms
- [ ] T7 Measure the speed
# Phase 2: Ship
- [ ] Announce the release
- [ ] Write tests
- [ ] Write tests`;

const synced = reconciled(worldOf(planWith(before)), off);
const numberOf = (title: string) => issueTitled(synced, title).ref.number;

describe("match() without links keeps the issue of a task", () => {
  it.each([
    ["reworded", "Write the parser for plans", "Write the quick parser for plans", "Write the parser"],
    ["reworded beyond recognition, with its id", "T7 Measure the speed", "T7 Benchmark everything", "T7"],
    ["given another id", "T7 Measure the speed", "T9 Measure the speed", "T7"],
    ["in a renamed phase", "Phase 1: Build", "Phase 1: Make it", "Phase 1"],
    ["in a renumbered phase", "Phase 1: Build", "Phase 3: Build", "Phase 1"],
  ])("%s", (...[, from, to, title]) => {
    const world = reconciled(rewritten(synced, before.replace(from, to)), off);

    expect(issuesOf(world)).toHaveLength(issuesOf(synced).length);
    expect(issueTitled(world, to).ref.number).toBe(numberOf(title));
    expect(diffOf(world, off).operations).toEqual([]);
  });

  it("moved to another phase, and hangs it there", () => {
    const line = "- [ ] Draw the picture of rooms\n";
    const text = `${before.replace(line, "")}\n${line.trim()}`;
    const world = reconciled(rewritten(synced, text), off);

    expect(issueTitled(world, "Draw")).toMatchObject({
      ref: { number: numberOf("Draw") },
      parent: issueTitled(world, "Phase 2").ref,
      state: "open",
    });
    expect(diffOf(world, off).operations).toEqual([]);
  });

  it("reordered: nothing is written", () => {
    const [one = "", two = "", ...rest] = before.split("\n- ");

    expect(
      diffOf(rewritten(synced, [one, ...rest.slice(0, 1), two, ...rest.slice(1)].join("\n- ")), off)
        .operations,
    ).toEqual([]);
  });

  it("doubled: the copy gets an issue of its own", () => {
    const text = before.replace(
      "- [ ] Announce the release",
      "- [ ] Announce the release\n- [ ] Announce the release",
    );

    expect(kinds(diffOf(rewritten(synced, text), off)).filter((kind) => kind.startsWith("create"))).toEqual([
      "create Announce the release",
    ]);
  });

  it("reworded and retitled by hand: its marker remembers the words", () => {
    const retitled = edited(synced, "Write the parser", () => ({ title: "Something else" }));
    const world = reconciled(
      rewritten(retitled, before.replace("the parser for", "the quick parser for")),
      off,
    );

    expect(issuesOf(world)).toHaveLength(issuesOf(synced).length);
  });

  it("whose plan file was renamed", () => {
    const moved = { ...off, path: "docs/roadmap.md", paths: ["docs/roadmap.md"] };
    const world = reconciled({ ...synced, ledger: [] }, moved);

    expect(issuesOf(world)).toHaveLength(issuesOf(synced).length);
    expect(diffOf(world, moved).operations).toEqual([]);
    const both = { ...moved, paths: ["docs/plan.md", "docs/roadmap.md"] };
    expect(kinds(diffOf({ ...synced, ledger: [] }, both))[0]).toBe("create Shop");
  });
});

describe("match() where it is not sure", () => {
  it("creates nothing and closes nothing for a line that is like two issues", () => {
    const twins = reconciled(
      worldOf(planWith("- [ ] Write tests for api one\n- [ ] Write tests for api two")),
      off,
    );
    const result = diffOf(rewritten(twins, "- [ ] Write tests for api"), off);

    expect(kinds(result)).toEqual(["rewrite #1"]);
    expect(result.problems).toMatchObject([
      { rule: "ambiguous-issue", line: 1, message: expect.stringMatching(/#2 .* or #3 /) as string },
    ]);
  });

  it("reports two lines that link to one issue, and goes on with the one it was made for", () => {
    const linked = reconciled(worldOf(planWith("- [ ] Write it\n- [ ] Read it")), inline);
    const world = rewritten(linked, "- [ ] Write it ([#2])\n- [ ] Read it ([#3])\n- [ ] Copy it ([#2])");
    const result = diffOf(world, inline);

    expect(kinds(result)).toEqual(["rewrite #1"]);
    expect(result.problems.map(({ rule, line }) => [rule, line])).toEqual([
      ["issue-linked-twice", 1],
      ["issue-linked-twice", 3],
    ]);
  });

  it("never makes an issue again that was deleted or could not be read", () => {
    const world = worldOf(planWith("- [ ] Write it ([#9])\n- [ ] Read it ([#8])"));
    const gone = { issue: { repository: "acme/shop", number: 9 }, facts: { kind: "known", value: null } };
    const observed = { ...world.observed, linked: [gone] } as unknown as typeof world.observed;
    const result = diffOf({ ...world, observed }, inline);

    expect(kinds(result)).toEqual(["create Shop"]);
    expect(result.problems.map(({ rule }) => rule)).toEqual(["issue-gone", "issue-unknown"]);
  });

  it("leaves the issues of another installation alone", () => {
    const result = diffOf({ ...synced, ledger: [] }, { ...off, deployment: "staging" });

    expect(result.operations).toEqual([]);
    expect(new Set(result.problems.map(({ rule }) => rule))).toEqual(new Set(["issue-of-another"]));
  });

  it("closes a twin as a duplicate and keeps the lowest number", () => {
    const issue = issueTitled(synced, "Announce");
    const twin = { ...issue, ref: { ...issue.ref, number: 99 }, title: "Twin" };
    const home = synced.observed.repositories["acme/shop"];
    if (home?.kind !== "known") throw new Error("no home");
    const repositories = {
      "acme/shop": { ...home, value: { ...home.value, issues: [...home.value.issues, twin] } },
    } as typeof synced.observed.repositories;
    const world = { ...synced, ledger: [], observed: { ...synced.observed, repositories } };

    expect(diffOf(world, off).operations).toMatchObject([
      { change: "close", issue: { number: 99 }, stateReason: "duplicate" },
    ]);
    expect(diffOf(reconciled(world, off), off).operations).toEqual([]);
  });

  it.each(["first", "last"])(
    "keeps the lowest number where GitHub lists it %s and the ledger knows the other",
    (place) => {
      const issue = issueTitled(synced, "Announce");
      const twin = { ...issue, id: issue.id + 900, ref: { ...issue.ref, number: 99 as IssueNumber } };
      const home = synced.observed.repositories["acme/shop"];
      if (home?.kind !== "known") throw new Error("no home");
      const others = home.value.issues.filter((one) => one !== issue);
      const issues = place === "first" ? [issue, ...others, twin] : [twin, ...others, issue];
      const repositories = { "acme/shop": { ...home, value: { ...home.value, issues } } };
      const ledger = synced.ledger.map((entry) =>
        entry.issue?.number === issue.ref.number ? { ...entry, issue: twin.ref } : entry,
      );
      const world = {
        ...synced,
        ledger,
        observed: { ...synced.observed, repositories: repositories as typeof synced.observed.repositories },
      };

      expect(diffOf(world, off).operations).toMatchObject([
        { change: "close", issue: { number: 99 }, stateReason: "duplicate" },
      ]);
      expect(diffOf(reconciled(world, off), off).operations).toEqual([]);
    },
  );

  it("does not make an issue again whose hidden comments were deleted", () => {
    const bare = edited({ ...synced, ledger: [] }, "Announce", () => ({ body: "Just words" }));
    const result = diffOf(bare, off);

    expect(result.operations).toEqual([]);
    expect(result.problems).toMatchObject([{ rule: "marker-lost" }]);
  });
});
