import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectationOf } from "../src/gates/expectation.ts";
import { criterionOf } from "./shared/criterion-of.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/reports.md"), "utf8");
const [, table = "", after = ""] =
  /^\| the line says[^\n]*\n\|[ -|]*\n((?:\|[^\n]*\n)+)\n([^]*?)\n\n/m.exec(page) ?? [];

const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const understood = table.split("\n").flatMap((row) => codesIn(row.split("|")[1] ?? ""));
const [notUnderstood = ""] = codesIn(after);

/** How the expectation is read that stands behind a command in a plan. */
const kindOf = (words: string): string => expectationOf(criterionOf(`\`./verify.sh all\` ${words}`)).kind;

describe("docs/reports.md", () => {
  it("tells of expectations", () => {
    expect(understood.length).toBeGreaterThan(8);
  });

  it.each(understood)("is right that %j can be compared", (words) => {
    expect(kindOf(words)).not.toBe("unclear");
  });

  it("is right that other words cannot", () => {
    expect(notUnderstood).toBe("works well");
    expect(kindOf(notUnderstood)).toBe("unclear");
  });
});
