import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

/** The README's lines for the command line, without `npm run -s plangate --` and the comment. */
const lines = readme.split("\n").flatMap((line) => {
  const words = /^npm run -s plangate -- ([^#]+)/.exec(line)?.[1];
  return words === undefined ? [] : [words.trim()];
});

function plangate(words: string): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, "src/cli.ts"), ...words.split(" ")],
      { cwd: root },
      (error, out) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out });
      },
    );
  });
}

it.each(lines)("the README's line answers: plangate %s", async (words) => {
  const { code, out } = await plangate(words);

  expect(code).toBe(/^(?:gates|guard) /.test(words) ? 1 : 0);
  expect(out.trim()).not.toBe("");
});

it("the README shows what the first of them prints", async () => {
  const shown = /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

  const { out } = await plangate(lines[0] ?? "");

  expect(shown).not.toBe("");
  expect(out).toContain(shown.trimEnd());
});
