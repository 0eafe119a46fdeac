import { describe, expect, it } from "vitest";
import { cutMarkdown } from "./cut-markdown.ts";

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe("cutMarkdown()", () => {
  it("leaves what fits as it is", () => {
    expect(cutMarkdown("- one\n- two")).toBe("- one\n- two");
  });

  it("cuts at another limit where one is given", () => {
    const text = "- a line of a summary\n".repeat(60_000);

    expect(bytes(cutMarkdown(text, 1_000_000))).toBeLessThanOrEqual(1_000_000);
    expect(bytes(cutMarkdown(text, 1_000_000))).toBeGreaterThan(999_900);
  });

  it.each([
    ["a list", "- ⏳ **open** a line of a tree\n".repeat(4_000)],
    ["a fence that never fits", `- one\n\n\`\`\`mermaid\n${"a --> b\n".repeat(20_000)}\`\`\`\n`],
    ["folded text", `- one\n\n<details><summary>All</summary>\n\n${"- two\n".repeat(20_000)}\n</details>\n`],
    ["one line", "é".repeat(70_000)],
    ["emoji", "🔓 🔓\n".repeat(20_000)],
  ])("cuts %s at a line, within the limit, and says so", (_what, text) => {
    const cut = cutMarkdown(text);
    expect(bytes(cut)).toBeLessThanOrEqual(65_535);
    expect(cut).toContain("Cut here");
    expect(cut.split("```").length % 2).toBe(1);
    expect(cut.split("<details").length).toBe(cut.split("</details").length);
    expect(text.startsWith(cut.slice(0, cut.indexOf("_Cut here")).trimEnd())).toBe(true);
  });
});
