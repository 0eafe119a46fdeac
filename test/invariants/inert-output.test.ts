import * as fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, it } from "vitest";
import { Keeper } from "./keeper.ts";
import { openMemoryGitHub } from "./memory-github.ts";
import type { MemoryGitHub } from "./memory-github.ts";
import { settingsTextOf } from "./story.ts";
import { thousandRuns } from "./thousand-runs.ts";

/** What somebody may write into a plan so that it does something elsewhere. */
const spell = fc.constantFrom(
  "@mona",
  "@org/security",
  "fixes #7",
  "Closes o/r#7",
  "GH-7",
  "o/r@0a1b2c3d4e5f",
  "https://evil.example/x",
  "www.evil.example",
  "![x](https://evil.example/x.png)",
  "[x](https://evil.example)",
  "<img src=x>",
  "</details>",
  "<!-- plangate: end -->",
  "<!-- plangate: begin subject=plan -->",
  "/lgtm",
  "/plangate approve G1",
  "@dependabot merge",
  "@bors r+",
  "`code",
  "**bold",
  "| a |",
  "$1",
  "-->",
  "plain words",
);
const words = fc.array(spell, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));

const hostile = fc
  .record({
    title: words,
    phase: words,
    goal: words,
    tasks: fc.array(words, { minLength: 1, maxLength: 2 }),
    note: words,
    criterion: words,
    mode: fc.constantFrom("phases", "tasks" as const),
  })
  .map(({ title, phase, goal, tasks, note, criterion, mode }) => ({
    mode,
    plan: [
      `# ${title}`,
      "",
      `## Phase 1: ${phase}`,
      "",
      `**Goal**: ${goal}`,
      "",
      ...tasks.flatMap((task) => [`- [ ] ${task}`, `  - ${note}`]),
      "",
      "### Success criteria",
      "",
      `- ${criterion}`,
      "",
    ].join("\n"),
  }))
  .map((one) => Object.assign(one, { [fc.toStringMethod]: () => `\nissues: ${one.mode}\n${one.plan}` }));

const reader = unified().use(remarkParse).use(remarkGfm);

/** What GitHub makes something of in rendered text. */
const alive = [/@[a-z0-9]/i, /#\d/, /\bGH-\d/i, /\bwww\./i, /\b[0-9a-f]{12}\b/i, /:\/\//];

function nodesIn(node: Nodes): readonly Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(nodesIn)] : [node];
}

const dangerous: ReadonlySet<string> = new Set([
  "image",
  "imageReference",
  "linkReference",
  "footnoteReference",
]);

/** Our hidden comments, and the few elements that our words are in. */
const ownHtml = /^(?:<!-- (?:plangate: (?:begin|watch|end)|box=).*-->|<\/?sub>|<\/?details>|<\/?summary>)$/s;

/** What does something in a text of ours that was not ours to say. */
function doings(text: string): readonly string[] {
  return nodesIn(reader.parse(text)).flatMap((node): readonly string[] => {
    if (dangerous.has(node.type)) return [node.type];
    if (node.type === "link") {
      return node.url.startsWith("https://github.com/o/home/") ? [] : [`a link to ${node.url}`];
    }
    if (node.type === "html") return ownHtml.test(node.value) ? [] : [`html ${node.value}`];
    if (node.type !== "text") return [];
    const found = alive.filter((pattern) => pattern.test(node.value));
    return found.map((pattern) => `${pattern.source} in ${node.value}`);
  });
}

function wrongIn({ issues, fake, comments }: MemoryGitHub): readonly string[] {
  const said = [
    ...issues().map(({ body }) => body),
    ...fake.checks.flatMap(({ summary, text }) => [summary, text ?? ""]),
    ...comments.map(({ body }) => body),
  ];
  const texts = [...new Set(said)];
  const titles = issues().map(({ title }) => title);
  return [
    ...texts.flatMap(doings),
    ...texts.flatMap((text) => text.split("\n").filter((line) => /^\s*[/@]/.test(line))),
    // GitHub makes nothing of words in a title, as long as they are one line.
    ...titles.filter((title) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(title) || title.length > 256),
    ...texts.flatMap((text) =>
      (text.match(/<!-- plangate: (?:begin|end)/g)?.length ?? 0) > 2 ? ["two regions"] : [],
    ),
  ];
}

it(
  "nothing that a plan says does anything in what plangate writes",
  async () => {
    const property = fc.asyncProperty(hostile, async ({ plan, mode }) => {
      const world = openMemoryGitHub(plan, settingsTextOf({ mode, links: "inline" }));
      const keeper = new Keeper(world);
      await keeper.look();
      await keeper.close();

      expect(wrongIn(world)).toEqual([]);
      expect(world.issues().length).toBeGreaterThan(0);
    });

    await fc.assert(property, thousandRuns);
  },
  5 * 60_000,
);
