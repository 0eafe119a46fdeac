import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../model/statement.ts";
import { commandLines } from "./command-lines.ts";
import { commandForms, readCommands } from "./read-commands.ts";
import { growth } from "../../test/growth.ts";

interface Corpus {
  readonly ok: readonly {
    readonly name: string;
    readonly body: string;
    readonly commands: readonly Command[];
  }[];
  readonly notOk: readonly { readonly name: string; readonly body: string; readonly problems: number }[];
}

const file = new URL("commands.corpus.json", import.meta.url);
const corpus = JSON.parse(readFileSync(file, "utf8")) as Corpus;

describe("readCommands()", () => {
  it("has a corpus of over 200 cases", () => {
    expect(corpus.ok.length + corpus.notOk.length).toBeGreaterThan(200);
  });

  it.each(corpus.ok)("takes $name", ({ body, commands }) => {
    expect(readCommands(body)).toEqual({ commands, problems: [] });
  });

  it.each(corpus.notOk)("does not take $name", ({ body, problems }) => {
    const read = readCommands(body);

    expect(read.problems).toHaveLength(problems);
    expect(problems === 0 ? read.commands : []).toEqual([]);
  });

  it("names the right form where a command is wrong", () => {
    const { problems } = readCommands("Hello\n\n/plangate aprove G3\n/plangate waive G3");

    expect(problems).toEqual([
      {
        line: 3,
        column: 1,
        rule: "unreadable-command",
        message: 'Cannot read "aprove": there is no such command: write `/plangate approve <gate>`',
      },
      {
        line: 4,
        column: 1,
        rule: "unreadable-command",
        message: `Cannot read this "waive": write \`${commandForms.waive}\``,
      },
    ]);
  });

  it("says nothing again that could be meant for another bot", () => {
    const [problem] = readCommands("/plangate @dependabot merge").problems;

    expect(problem?.message).not.toContain("dependabot");
  });
});

/** Lines that people and their mail programs write, and what hides commands. */
const lines = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...corpus.ok.map(({ body }) => body.split("\n")[0] ?? "")) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "",
      "```",
      "~~~",
      "> q",
      "- i",
      "<!--",
      "-->",
      "<pre>",
      "</pre>",
      "`",
      "# h",
      "---",
      "| a |",
      "text",
      "    code",
      "<details>",
      "</details>",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
);
const bodies = fc.array(lines, { maxLength: 12 }).map((all) => all.join("\n"));

describe("readCommands() on anything", () => {
  it("takes only lines that begin with the name, in printable ASCII", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { commands, problems } = readCommands(body);
        const candidates = body.split(/\r\n|\n|\r/).filter((line) => /^\/plangate [\x20-\x7e]*$/.test(line));

        expect(commands.length).toBeLessThanOrEqual(candidates.length);
        expect(commandLines(body).length).toBe(commands.length + problems.length);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["quoted", (body: string) => body.replaceAll(/^/gm, "> ")],
    ["indented", (body: string) => body.replaceAll(/^/gm, "    ")],
    ["in a fence", (body: string) => `\`\`\`\`\`\`\n${body.replaceAll("`", "'")}\n\`\`\`\`\`\``],
    ["in a comment", (body: string) => `<!--\n${body.replaceAll("-->", "")}\n-->`],
    ["in an element that quotes", (body: string) => `<pre>\n${body.replaceAll("</", "")}\n</pre>`],
  ])("takes nothing that is %s", (_, hide) => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(readCommands(hide(body.replaceAll("\r", "\n")))).toEqual({ commands: [], problems: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["<!--", 5_000],
    ["`", 16_000],
    ["> ", 7_500],
    ["<pre>", 3_200],
    ["- ", 7_500],
  ] as const)("reads markup made of %s in proportion", (part, size) => {
    const bodyOf = (count: number): string => `${part.repeat(count)}\n/plangate approve G3`;

    expect(growth(bodyOf, size, readCommands)).toBeLessThan(9);
  });
});
