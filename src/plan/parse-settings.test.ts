import { describe, expect, it } from "vitest";
import { parseSettings } from "./parse-settings.ts";

const settingsFrom = (text: string) => parseSettings(new TextEncoder().encode(text));
const problemsIn = (text: string) =>
  settingsFrom(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

const defaults = {
  enforcement: "observe",
  plans: [],
  gates: [],
  verify: { commands: [], minutes: 10, minutesPerCommand: 2 },
  releases: {
    tags: "v*",
    branches: [],
    order: "declared",
    unplanned: "allow",
    walls: [],
    redraft: false,
    blockerLabels: ["release-blocker"],
  },
};

describe("parseSettings()", () => {
  it("reads everything that settings may say", () => {
    const text = `version: 1
enforcement: enforce
plans:
  - path: docs/roadmap.md
    issues: tasks
    links: off
    write-back: pull-request
    labels: [plan, "1.10"]
    repositories:
      TTA.dev: theinterneti/TTA.dev
  - path: RELEASE_CHECKLIST.md
    per: release
gates:
  - match: "Quality Gates (Enforce at Every Release)"
    criteria:
      - match: "coverage"
        metric: coverage.lines
        threshold: ">= 80 %"
      - match: "Type checking"
        check: { name: mypy, app: github-actions }
      - match: G1.3
        file: SECURITY.md
  - match: "SECURITY GATE"
    approve: { by: ["@org/security", "someone"], count: 2, other-than-author: true }
verify:
  commands:
    - cargo test --workspace
    - |
      mypy src
      ruff check src
  minutes: 20
  minutes-per-command: 5
releases:
  tags: "app-v*"
  order: off
  unplanned: refuse
  walls: [creation, guard]
  blocker-labels: [stop]
`;

    expect(settingsFrom(text)).toEqual({
      problems: [],
      settings: {
        enforcement: "enforce",
        plans: [
          {
            path: "docs/roadmap.md",
            issues: "tasks",
            links: "off",
            writeBack: "pull-request",
            labels: ["plan", "1.10"],
            repositories: { "TTA.dev": "theinterneti/TTA.dev" },
          },
          {
            path: "RELEASE_CHECKLIST.md",
            issues: "phases",
            links: "inline",
            writeBack: "auto",
            labels: [],
            repositories: {},
            per: "release",
          },
        ],
        gates: [
          {
            match: "Quality Gates (Enforce at Every Release)",
            criteria: [
              {
                match: "coverage",
                metrics: ["coverage.lines"],
                threshold: {
                  metric: "coverage.lines",
                  comparator: ">=",
                  value: 80,
                  unit: "%",
                  baseline: false,
                },
              },
              { match: "Type checking", check: { name: "mypy", app: "github-actions" } },
              { match: "G1.3", file: "SECURITY.md" },
            ],
          },
          {
            match: "SECURITY GATE",
            approve: { by: ["@org/security", "someone"], count: 2, otherThanAuthor: true },
            criteria: [],
          },
        ],
        verify: {
          commands: ["cargo test --workspace", "mypy src\nruff check src"],
          minutes: 20,
          minutesPerCommand: 5,
        },
        releases: {
          tags: "app-v*",
          branches: [],
          order: "off",
          unplanned: "refuse",
          walls: ["creation", "guard"],
          redraft: false,
          blockerLabels: ["stop"],
        },
      },
    });
  });

  it.each([
    "version: 1",
    "\uFEFFversion: 1\r\nplans:\r\ngates: # none yet\r\n",
    '{"version": 1, "plans": []}',
  ])("fills in every default: %j", (text) => {
    expect(settingsFrom(text)).toEqual({ settings: defaults, problems: [] });
  });

  it("refuses a command with something in it that cannot be seen", () => {
    expect(problemsIn('version: 1\nverify:\n  commands: ["rm \\u200b-r build", "\\e[1mtest"]\n')).toEqual([
      expect.stringContaining("it must have no character that cannot be seen"),
      expect.stringContaining("it must have no character that cannot be seen"),
    ]);
  });

  it("tells all problems at once, in the order of the file", () => {
    const text = `version: 2
enforcment: observe
plans:
  - path: ../x.md
    isues: tasks
    issues: phase
    labels: [a, 1.10, true]
  - issues: tasks
gates:
  - match: cov
    approve: { by: ["@a/b/c"], count: 0, other: yes }
    criteria:
      - { match: a, threshold: "80%" }
releases:
  tags: "v[0-9]"
  walls: [creation, none]
`;

    expect(problemsIn(text)).toEqual([
      '1:10 Cannot use "2" as "version": it must be 1',
      '2:1 Unknown key "enforcment": did you mean "enforcement"?',
      '4:11 Cannot use "../x.md" as "plans[0].path": it has a "..": write the path itself',
      '5:5 Unknown key "isues" in "plans[0]": did you mean "issues"?',
      '6:13 Cannot use "phase" as "plans[0].issues": did you mean "phases"?',
      '7:17 Cannot use "1.10" as "plans[0].labels[1]": it must be text: write it in quotes',
      '7:23 Cannot use "true" as "plans[0].labels[2]": it must be text: write it in quotes',
      '8:5 Cannot find "path" in "plans[1]": it must be written',
      '11:21 Cannot use "@a/b/c" as "gates[0].approve.by[0]": it must be a login such as "octocat" or a team such as "@org/security"',
      '11:39 Cannot use "0" as "gates[0].approve.count": it must be at least 1',
      '11:42 Unknown key "other" in "gates[0].approve": known keys are "by", "count", "other-than-author"',
      '13:32 Cannot use "80%" as "gates[0].criteria[0].threshold": it must be a comparison such as ">= 80 %", "< 500 ms" or "<= 5 % against baseline"',
      '15:9 Cannot use "v[0-9]" as "releases.tags": it has a "[": a glob may have only "*", "**" and "?"',
      '16:21 Cannot use "none" as "releases.walls[1]": it must be one of "creation", "required-check", "guard"',
    ]);
  });

  it("gives back defaults without plans and gates where there is a problem", () => {
    const text = "version: 1\nenforcement: enforce\nplans: [{ path: a.md }]\nother: 1\n";

    expect(settingsFrom(text).settings).toEqual(defaults);
  });

  it.each([
    ["nothing", "", '1:1 Cannot read the settings: they are empty: write at least "version: 1"'],
    ["a comment", "# none\n", '1:1 Cannot read the settings: they are empty: write at least "version: 1"'],
    ["a list", "- a", '1:1 Cannot use a list as "the settings": it must be a block of keys'],
    ["no version", "plans: []", '1:1 Cannot find "version": it must be written'],
    ["a version in quotes", 'version: "1"', '1:10 Cannot use "1" as "version": it must be 1'],
    [
      "a block for a list",
      "version: 1\nplans: {}",
      '2:8 Cannot use a block of keys as "plans": it must be a list',
    ],
    ["a merge key", "version: 1\n<<: {}", '2:1 Cannot read the settings: the key "<<" is not allowed'],
    [
      "a prototype",
      "version: 1\n__proto__: {}",
      '2:1 Cannot read the settings: the key "__proto__" is not allowed',
    ],
    [
      "two documents",
      "version: 1\n---\n",
      '2:1 Cannot read the settings: a second document begins here: take "---" out',
    ],
    [
      "a doubled key",
      "version: 1\nenforcement: observe\nenforcement: enforce\n",
      "3:1 Cannot read the settings: this key is already used above in the same block",
    ],
    [
      "a doubled plan",
      "version: 1\nplans:\n  - path: a.md\n  - path: a.md\n",
      '4:11 Cannot use "a.md" as "plans[1].path": it is already used at line 3',
    ],
    [
      "a threshold of nothing",
      'version: 1\ngates: [{ match: a, criteria: [{ match: b, threshold: "> 1" }] }]',
      '2:44 Cannot find "metric" in "gates[0].criteria[0]": a threshold needs the metric it is of',
    ],
    [
      "no repository",
      "version: 1\nplans: [{ path: a.md, repositories: { x: ../y } }]",
      '2:42 Cannot use "../y" as "plans[0].repositories.x": it must be "owner/name"',
    ],
  ])("tells what is wrong with %s", (_, text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  it.each([
    ["an anchor", "version: &a 1"],
    ["an alias", "version: 1\nplans: *a"],
    ["a tag", "version: !!int 1"],
    ["a tag of one's own", "version: !x 1"],
    ["an anchored list", "version: 1\nplans: &a []"],
    ["a directive", "%YAML 1.1\n---\nversion: 1"],
    ["tabs", "version: 1\nplans:\n\t- path: a.md"],
    ["an open list", "version: 1\nplans: [a"],
    ["lists in lists", `version: 1\nplans: ${"[".repeat(30_000)}`],
    ["lists in lists on one line", "- ".repeat(30_000)],
    [
      "a bomb",
      `version: 1\na: &a [x,x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a,*a]`).join("\n")}`,
    ],
  ])("refuses %s", (_, text) => {
    const { problems } = settingsFrom(text);

    expect(problems.map(({ rule }) => rule)).toContain("settings-syntax");
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  it("leaves marks alone that stand in text", () => {
    const text = 'version: 1\nplans:\n  - path: a.md\n    labels: ["&a", \'*b\', "!c", "%d", "<<"]\n';

    expect(settingsFrom(text).settings.plans[0]?.labels).toEqual(["&a", "*b", "!c", "%d", "<<"]);
  });

  it("refuses more than 64 KB unread", () => {
    const text = `version: 1\n#${"x".repeat(65_536)}`;

    expect(problemsIn(text)).toEqual([
      "1:1 Cannot read the settings: they are 65548 bytes long and the limit is 65536",
    ]);
  });

  it("never touches the prototype of objects", () => {
    settingsFrom(
      "version: 1\nplans: [{ path: a, repositories: { __proto__: { polluted: a/b }, constructor: a/b } }]",
    );

    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
