import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

const cli = resolve(import.meta.dirname, "../src/cli.ts");
const folder = resolve(import.meta.dirname, "fixtures/cli");

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** The real process, in the folder of the fixtures. */
async function plangate(...words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const read = async (stream: AsyncIterable<Buffer>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  };
  const code = new Promise<number | null>((done) => child.once("close", done));
  const [out, error] = await Promise.all([read(child.stdout), read(child.stderr)]);
  return { code: await code, out, error };
}

describe("plangate", () => {
  test("gates: every release with its tree, exit 1 while one is open", async () => {
    const { code, out, error } = await plangate("gates", "roadmap.md");

    expect({ code, error }).toEqual({ code: 1, error: "" });
    expect(out).toMatchSnapshot();
  });

  test("parse --json: the promised shape, with its version", async () => {
    const { out } = await plangate("parse", "roadmap.md", "--json");
    const told = JSON.parse(out) as {
      readonly version: number;
      readonly plan: Readonly<Record<string, unknown>>;
    };

    expect(told.version).toBe(1);
    expect(Object.keys(told)).toEqual(expect.arrayContaining(["version", "plan", "problems"]));
    expect(Object.keys(told.plan)).toEqual(
      expect.arrayContaining([
        "title",
        "tasks",
        "steps",
        "phases",
        "releases",
        "gates",
        "dependencies",
        "decisions",
        "conditions",
        "mentions",
      ]),
    );
  });

  test("graph: the phases as mermaid draws them", async () => {
    const { code, out, error } = await plangate("graph", "roadmap.md");

    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/^graph TD\n/);
    expect(out).toContain("-->");
  });

  test("gates --json: the same as data", async () => {
    const { code, out } = await plangate("gates", "roadmap.md", "--json");
    const told = JSON.parse(out) as { releases: { key: string; verdict: string }[]; problems: unknown[] };

    expect(code).toBe(1);
    expect(told.releases.map(({ key, verdict }) => [key, verdict])).toEqual([
      ["v0.1.0", "pending"],
      ["v0.2.0", "pending"],
    ]);
    expect(told.problems).toEqual([]);
  });

  test("guard: refuses what is not known, with the whole tree and the way out", async () => {
    const { code, out } = await plangate("guard", "v0.1.0", "--plan", "roadmap.md");

    expect(code).toBe(1);
    expect(out).toMatchSnapshot();
  });

  test("guard: lets a prerelease go whose start nothing holds", async () => {
    const free = await plangate("guard", "v9.0.0-rc.1", "--plan", "roadmap.md", "--json");
    const held = await plangate("guard", "v0.1.0-rc.1", "--plan", "roadmap.md", "--json");

    expect([free.code, held.code]).toEqual([0, 1]);
    expect(JSON.parse(free.out)).toMatchObject({ mayTag: true });
    expect(JSON.parse(held.out)).toMatchObject({ mayTag: false, verdict: { verdict: "pending" } });
  });

  test("guard: refuses an unplanned version where settings say so", async () => {
    const { code, out } = await plangate(
      "guard",
      "v9.0.0-rc.1",
      "--plan",
      "roadmap.md",
      "--settings",
      "settings.yml",
    );

    expect(code).toBe(1);
    expect(out).toContain("the plan declares no v9.0.0-rc.1, and settings refuse unplanned versions");
  });

  test("guard: decides nothing from settings that have problems", async () => {
    const { code, out } = await plangate(
      "guard",
      "v9.0.0-rc.1",
      "--plan",
      "roadmap.md",
      "--settings",
      "wrong-settings.yml",
    );

    expect(code).toBe(1);
    expect(out).toContain("wrong-settings.yml:2:1");
  });

  test("parse: what was understood", async () => {
    const { code, out } = await plangate("parse", "roadmap.md");

    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
  });

  test("explain: what a line was taken for, and what is none", async () => {
    const gate = await plangate("explain", "roadmap.md:5");
    const text = await plangate("explain", "roadmap.md:2");

    expect([gate.code, text.code]).toEqual([0, 0]);
    expect(gate.out).toContain('5: gate G1: the words "Security Gate" name a gate');
    expect(text.out).toMatch(/^2: text: it is text of no phase: no rule takes it for a task/);
  });

  test("lint: problems with their places fail, a clean plan does not", async () => {
    const clean = await plangate("lint", "roadmap.md");
    const ambiguous = await plangate("lint", "ambiguous.md");

    expect([clean.code, ambiguous.code]).toEqual([0, 1]);
    expect(ambiguous.out).toMatch(/^ambiguous\.md:13:\d+ ambiguous-reference: /);
  });

  test.each([
    [
      "a plan that is not there",
      ["lint", "nowhere.md"],
      'Cannot read the plan "nowhere.md": there is no such file',
    ],
    ["a folder", ["gates", "."], 'Cannot read "."'],
    [
      "settings that are asked for and not there",
      ["gates", "roadmap.md", "--settings", "nowhere.yml"],
      'Cannot read the settings "nowhere.yml": there is no such file',
    ],
    ["line 0", ["explain", "roadmap.md:0"], "lines count from 1"],
    ["a verb without its file", ["lint"], "missing required argument"],
    ["guard without a plan", ["guard", "v1.0.0"], "--plan"],
    ["no such verb", ["launch"], "unknown command"],
    ["no such option", ["lint", "roadmap.md", "--fast"], "unknown option"],
  ])("exits with 2 on %s", async (_, words, message) => {
    const { code, out, error } = await plangate(...words);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
  });

  test("answers --json with JSON also where it cannot read", async () => {
    const { code, out } = await plangate("gates", "nowhere.md", "--json");

    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: 'Cannot read the plan "nowhere.md": there is no such file' });
  });

  test("shows its verbs, and no colours where nobody sees them", async () => {
    const { code, out } = await plangate("--help");

    expect(code).toBe(0);
    for (const verb of ["parse", "explain", "lint", "gates", "guard"]) expect(out).toContain(verb);
    expect(out).not.toContain("\u001b");
  });
});
