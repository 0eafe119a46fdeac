import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { openHouse } from "./house.ts";
import type { House } from "./house.ts";

const lines = Array.from({ length: 8 }, (_, index) => `- [ ] T${101 + index} Weave strip ${index + 1}`);

const paths = ["docs/a.md", "docs/b.md"] as const;

const settings = [
  "version: 1",
  "plans:",
  ...paths.flatMap((path) => [`  - path: ${path}`, "    issues: tasks"]),
  "",
].join("\n");

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const titleOf = { "docs/a.md": "Warp", "docs/b.md": "Weft" };

const textOf = (path: keyof typeof titleOf, tasks: readonly string[]): string =>
  [`# ${titleOf[path]}`, "", ...tasks, ""].join("\n");

const tasksOf = (of: House, path: string): readonly string[] =>
  of.tool
    .file(path)
    .split("\n")
    .filter((line) => line.startsWith("- ["));

/** Numbers and states of the tasks' issues. */
const issuesOf = (of: House): readonly string[] =>
  of.tool
    .issues()
    .filter(({ title }) => title.startsWith("T1"))
    .map(({ number, title, state }) => `#${number} ${title}: ${state}`);

async function openLoom(): Promise<House> {
  const loom = await openHouse({
    path: "docs/a.md",
    plan: textOf("docs/a.md", lines.slice(0, 6)),
    files: { "docs/b.md": textOf("docs/b.md", lines.slice(6)), ".github/plangate.yml": settings },
  });
  await loom.settle();
  expect(issuesOf(loom)).toHaveLength(lines.length);
  loom.simulator.forget();
  return loom;
}

/** A line and where it goes: which of all lines, to which plan, at which place. */
const move = fc.record({ line: fc.nat(lines.length - 1), to: fc.constantFrom(...paths), at: fc.nat(8) });

describe("F21: lines that are moved within a plan and between plans", () => {
  it("one plan cut in two: each task keeps its issue", async () => {
    house = await openLoom();
    const { ada, tool } = house;
    const before = issuesOf(house);
    const [a, b] = [tasksOf(house, "docs/a.md"), tasksOf(house, "docs/b.md")];
    ada.push({
      "docs/a.md": textOf("docs/a.md", a.slice(0, 3)),
      "docs/b.md": textOf("docs/b.md", [...b, ...a.slice(3)]),
    });
    await house.settle();
    await house.later();

    expect(issuesOf(house)).toEqual(before);
    ada.close(tool.issues().find(({ title }) => title.startsWith("T104"))?.number ?? 0, "completed");
    await house.settle();
    expect(tool.file("docs/b.md")).toContain("[x] T104");
  });

  it("a line that is written anew where it was before has an issue of its own", async () => {
    house = await openLoom();
    const { ada, tool } = house;
    const before = issuesOf(house);
    const [a, b] = [tasksOf(house, "docs/a.md"), tasksOf(house, "docs/b.md")];
    ada.push({
      "docs/a.md": textOf("docs/a.md", a.slice(1)),
      "docs/b.md": textOf("docs/b.md", [...b, ...a.slice(0, 1)]),
    });
    await house.settle();
    ada.push({ "docs/a.md": textOf("docs/a.md", [...a.slice(1), lines[0] ?? ""]) });
    await house.settle();
    await house.later();

    expect(issuesOf(house)).toEqual([...before, expect.stringMatching(/#\d+ T101 Weave strip 1: open/)]);
    expect(tool.file("docs/b.md")).toContain(a[0]);
  });

  it("a line copied to another plan: the plan it was made for keeps it, and the copy is told of", async () => {
    house = await openLoom();
    const { ada, tool } = house;
    const before = issuesOf(house);
    const copied = tasksOf(house, "docs/a.md")[0] ?? "";
    ada.push({ "docs/b.md": textOf("docs/b.md", [...tasksOf(house, "docs/b.md"), copied]) });
    await house.settle();
    await house.later();

    expect(issuesOf(house)).toEqual(before);
    const said = tool.checkRuns(tool.head()).map(({ summary }) => summary ?? "");
    expect(said.some((summary) => summary.includes("it belongs to docs/a.md"))).toBe(true);
  });

  it(
    "whatever is moved wherever: the same issues, each once, and none closed",
    { timeout: 300_000 },
    async () => {
      house = await openLoom();
      const of = house;
      const before = issuesOf(of);
      const story = fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

      await fc.assert(
        fc.asyncProperty(story, async (rounds) => {
          for (const moves of rounds) {
            const files = {
              "docs/a.md": [...tasksOf(of, "docs/a.md")],
              "docs/b.md": [...tasksOf(of, "docs/b.md")],
            };
            for (const { line, to, at } of moves) {
              const id = `T${101 + line} `;
              const from = paths.find((path) => files[path].some((task) => task.includes(id))) ?? to;
              const [task = ""] = files[from].splice(
                files[from].findIndex((one) => one.includes(id)),
                1,
              );
              files[to].splice(Math.min(at, files[to].length), 0, task);
            }
            of.ada.push(Object.fromEntries(paths.map((path) => [path, textOf(path, files[path])])));
            await of.settle();
          }
          expect(issuesOf(of)).toEqual(before);
        }),
        { numRuns: 12, seed: 21 },
      );
      expect(of.simulator.writes.filter(({ mutation }) => mutation === "createIssue")).toEqual([]);
      expect(of.simulator.violations).toEqual([]);
    },
  );
});
