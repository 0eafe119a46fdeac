import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalVersion } from "./version.ts";

interface VersionCase {
  readonly text: string;
  /** Null where it is no version. */
  readonly canonical: string | null;
  readonly because?: string;
}

const cases = JSON.parse(
  readFileSync(new URL("version.cases.json", import.meta.url), "utf8"),
) as readonly VersionCase[];

describe("the version grammar", () => {
  it.each(cases)("$text is $canonical", ({ text, canonical }) => {
    expect(canonicalVersion(text) ?? null).toBe(canonical);
  });

  it("has at least fifty forms that are refused", () => {
    expect(cases.filter(({ canonical }) => canonical === null).length).toBeGreaterThanOrEqual(50);
  });
});
