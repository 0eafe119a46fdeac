import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsePlan } from "./parse-plan.ts";

interface Example {
  readonly line: number;
  readonly plan: string;
  readonly expected: string;
}

const page = readFileSync(join(import.meta.dirname, "../../docs/plan-format.md"), "utf8");

/** A fence tagged `plan`, and the fence tagged `expected` after it. */
const pattern = /^(`{3,})markdown plan\n([\s\S]*?)\n\1\n\n```json expected\n([\s\S]*?)\n```$/gm;

function examples(): readonly Example[] {
  return [...page.matchAll(pattern)].map((match) => ({
    line: page.slice(0, match.index).split("\n").length,
    plan: match[2] ?? "",
    expected: match[3] ?? "",
  }));
}

describe("docs/plan-format.md", () => {
  it("has an expectation beside every example", () => {
    expect(examples()).toHaveLength(page.match(/^`{3,}markdown plan$/gm)?.length ?? 0);
    expect(examples().length).toBeGreaterThan(20);
  });

  it.each(examples())("says what is read in the example at line $line", ({ plan, expected }) => {
    const parsed = parsePlan(new TextEncoder().encode(plan));

    const said = { ...parsed.plan, problems: parsed.problems, hints: parsed.hints };
    expect(said).toMatchObject(JSON.parse(expected));
  });
});
