import { expect, test } from "vitest";
import { decision, dependency, gate, planWith, release } from "../../test/shared/plan-with.ts";
import { digest } from "../model/digest.ts";
import { defaultSettings } from "../model/settings.ts";
import { keyOfDependency } from "./dependencies.ts";
import { needs } from "./needs.ts";
import { wordingOf } from "./wording-of.ts";

const plan = planWith({
  releases: [release("v1.0.0")],
  dependencies: [
    dependency("v1.0.0", "v0.3.7", { external: true }),
    dependency("v1.0.0", "Legal Sign-Off", { external: true, state: "given" }),
  ],
  decisions: [decision("D1", ["a", "b"])],
  gates: [
    gate("G1", ["tag:v1.0.0"], { criteria: [{ kind: "file", file: "a.txt" }, { text: "types hold" }] }),
    gate("G2", ["start:plan"], {
      title: "SECURITY GATE",
      approve: { by: ["@org/security", "ada"], count: 1, otherThanAuthor: true },
      criteria: [{ kind: "approval" }],
    }),
  ],
});

test("needs() asks for nothing that no gate reads", () => {
  expect(needs(planWith({}), defaultSettings)).toEqual({
    tags: false,
    files: [],
    checks: false,
    statements: false,
    versions: [],
    teams: [],
    authors: false,
    metrics: [],
    commands: [],
    baselines: [],
  });
});

test("needs() asks for blocker issues where a version is to be judged, declared or not", () => {
  const declares = planWith({ releases: [release("v1.0.0")] });

  expect(needs(planWith({}), defaultSettings).blockerLabels).toBeUndefined();
  expect(needs(planWith({}), defaultSettings, true).blockerLabels).toEqual(["release-blocker"]);
  expect(needs(declares, defaultSettings).blockerLabels).toEqual(["release-blocker"]);
});

test("needs() names files, versions, teams, and what settings prove lines with", () => {
  const settings = {
    ...defaultSettings,
    gates: [
      {
        match: "gate  g1",
        criteria: [
          { match: "TYPES", check: { name: "mypy" } },
          { match: "G1.1", file: "b.txt" },
        ],
      },
    ],
  };

  expect(needs(plan, settings)).toMatchObject({
    tags: true,
    files: ["b.txt"],
    checks: true,
    statements: true,
    versions: ["v1.0.0", "v0.3.7"],
    teams: ["@org/security"],
    authors: true,
  });
});

test("wordingOf() finds what a statement is bound to, by any key a person may name", () => {
  expect(wordingOf(plan, "g2.1")).toBe(digest("SECURITY GATE"));
  expect(wordingOf(plan, "G2")).toBe(digest("SECURITY GATE"));
  expect(wordingOf(plan, "d1")).toBe(digest("D1"));
  expect(wordingOf(plan, "dependency:legal-sign-off")).toBe(digest("Legal Sign-Off\ngiven"));
  expect(wordingOf(plan, "G9")).toBeUndefined();
});

test("keyOfDependency() gives words that a command can name, and keeps different words apart", () => {
  const keys = ["v0.4.0", "phase-1~2", "Legal Sign-Off", "審査", "審議", "a".repeat(90), "!!"].map((to) =>
    keyOfDependency({ to }),
  );

  expect(keys.slice(0, 3)).toEqual([
    "dependency:v0.4.0",
    "dependency:phase-1~2",
    "dependency:legal-sign-off",
  ]);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => !/^[A-Za-z0-9][A-Za-z0-9._:+~-]{0,79}$/.test(key))).toEqual([]);
});
