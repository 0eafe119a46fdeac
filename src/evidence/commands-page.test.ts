import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Command } from "../model/statement.ts";
import { authorities } from "./authority.ts";
import { commandForms, readCommands } from "./read-commands.ts";

const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");

function linesOf(fence: string): readonly string[] {
  const block = new RegExp(`^\`\`\`${fence}\n(.*?)\n\`\`\`$`, "ms").exec(page)?.[1];
  return block?.split("\n") ?? [];
}

describe("docs/commands.md", () => {
  it("has the table that is enforced", () => {
    const rows = (Object.keys(commandForms) as Command["kind"][]).map((kind) => {
      const { least, leastNamed, selfAllowed } = authorities[kind];
      return `| \`${commandForms[kind]}\` | ${least} | ${leastNamed} | ${selfAllowed ? "yes, and shown" : "no"} |`;
    });

    expect(page.replaceAll(/ +/g, " ")).toContain(rows.join("\n"));
  });

  it("has an example of every command", () => {
    const kinds = linesOf("plangate").flatMap((line) => readCommands(line).commands.map(({ kind }) => kind));

    expect(new Set(kinds)).toEqual(new Set(Object.keys(commandForms)));
  });

  it.each(linesOf("plangate"))("is right that this is read: %s", (line) => {
    expect(readCommands(line)).toMatchObject({ commands: [{}], problems: [] });
  });

  it.each(linesOf("plangate-wrong"))("is right that this is answered with the right form: %s", (line) => {
    expect(readCommands(line)).toMatchObject({ commands: [], problems: [{ rule: "unreadable-command" }] });
  });
});
