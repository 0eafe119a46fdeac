import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommands } from "../src/evidence/read-commands.ts";
import { judgeVersion } from "../src/gates/judge-version.ts";
import { newerOnItsLine } from "../src/gates/newer-on-its-line.ts";
import { lets } from "../src/model/verdict.ts";
import { defaultSettings } from "../src/model/settings.ts";
import { evidenceWith } from "./shared/evidence-with.ts";
import { planWith, release } from "./shared/plan-with.ts";

const sources = (folder: string): readonly string[] =>
  readdirSync(join(import.meta.dirname, "..", folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, "..", folder, name), "utf8"));

describe("nothing but the exact release is made (T31)", () => {
  interface VersionCase {
    readonly text: string;
    readonly canonical: string | null;
  }
  const cases = JSON.parse(
    readFileSync(join(import.meta.dirname, "../src/model/version.cases.json"), "utf8"),
  ) as readonly VersionCase[];
  const refused = cases.filter(({ canonical }) => canonical === null);
  const plan = planWith({ releases: [release("v1.2.3")] });
  const mayTag = (version: string): boolean =>
    lets(
      judgeVersion({ plan, settings: defaultSettings, evidence: evidenceWith(), now: new Date(0), version })
        .verdict,
    );

  it(`over ${refused.length} forms that are no version`, () => {
    const open = refused.filter(({ text }) => {
      const read = readCommands(`/plangate release ${text}`);
      const asked = read.commands.flatMap((command) => (command.kind === "release" ? [command.version] : []));
      // White space around a word is no part of it: what is asked for is then the version itself.
      return asked.some((version) => version !== text.trim() || (text === text.trim() && mayTag(version)));
    });

    expect(open).toEqual([]);
    expect(refused.length).toBeGreaterThanOrEqual(50);
    expect(mayTag("v1.2.3")).toBe(true);
  });

  it.each([
    ["v1.2.0", ["v1.2.1"], "v1.2.1"],
    ["v1.2.0-rc.1", ["v1.2.0"], "v1.2.0"],
    ["v1.2.1", ["v1.2.0", "v1.3.0", "v2.0.0"], undefined],
    ["v1.2.1", ["v1.2.2-rc.1"], undefined],
    ["v1.2.1", ["1.2.9", "app-v1.2.9"], undefined],
  ])("%s after %j steps back behind %s", (version, tagged, newer) => {
    expect(newerOnItsLine(version, tagged)).toBe(newer);
  });
});

describe("what plangate's own code can do about a tag (T29, T30)", () => {
  it("is to create it: no request of it changes or deletes one", () => {
    const code = [...sources("src/github"), ...sources("src/engine")].join("\n");
    const requests = [...code.matchAll(/"(?:PATCH|PUT|DELETE) [^"]*"/g)].map(([request]) => request);

    expect(requests.filter((request) => /\/git\/|\/rulesets|\/tags/.test(request))).toEqual([
      // A branch of its own, forward only.
      '"PATCH /repos/{owner}/{repo}/git/refs/{ref}"',
    ]);
    const writers = sources("src/github").filter((text) => /"(?:POST|PATCH|PUT|DELETE) /.test(text));
    expect(writers.join("\n").match(/refs\/tags\/|tags\/\$/g)).toHaveLength(1);
  });

  it("is never to trust a signature: nobody's is looked at, so a valid one of the wrong person opens nothing", () => {
    const code = [...sources("src/gates"), ...sources("src/engine"), ...sources("src/evidence")].join("\n");

    expect(code).not.toMatch(/\bverif(?:ied|ication)\b.*(?:commit|tag|sign)|\bsigned(?:By)?\b|gpg|sigstore/i);
  });
});
