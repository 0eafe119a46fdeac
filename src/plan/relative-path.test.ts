import { describe, expect, it } from "vitest";
import { flawOfPath } from "./relative-path.ts";

describe("flawOfPath()", () => {
  it.each([
    "plan.md",
    "docs/roadmap.md",
    ".github/plangate.yml",
    "docs/**/tasks.md",
    "specs/*/tasks.md",
    "a/?.md",
    "Pläne/été.md",
    "計画/リリース.md",
    "docs/with space.md",
    "..notes/plan.md",
    "a..b/c...md",
    "docs/v1.2+x@y!.md",
    "*/*/*/*/*/*/*/*.md",
  ])("takes %s", (path) => {
    expect(flawOfPath(path, true)).toBeUndefined();
  });

  it.each([
    "",
    "/etc/passwd",
    "../../etc/passwd",
    "..",
    "docs/..",
    "docs/../../x.md",
    "./plan.md",
    "docs/./plan.md",
    "docs//plan.md",
    "docs/",
    "C:/plans/plan.md",
    "C:plan.md",
    "docs\\plan.md",
    "\\\\server\\share",
    "~/plan.md",
    "~root/plan.md",
    "plan.md\u0000.png",
    "plan\n.md",
    "\u007f",
    "e\u0301te\u0301.md",
    "docs/[a-z].md",
    "docs/{a,b}.md",
    "{a,b}{a,b}{a,b}/x.md",
    "+(a|b)+(a|b).md",
    "!docs/*.md",
    "#x",
    "docs/***/x.md",
    "**/a/**/b/**/c.md",
    "*/*/*/*/*/*/*/*/*.md",
    "a*b*c*d*e*f*g*h*i*.md",
  ])("refuses %j", (path) => {
    expect(flawOfPath(path, true)).toBeTypeOf("string");
  });

  it("refuses wildcards where one file is meant", () => {
    expect(flawOfPath("docs/*.md", false)).toBe("it has a wildcard: write the path of one file");
  });
});
