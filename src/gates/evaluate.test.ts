import { describe, expect, test } from "vitest";
import { evidenceWith, nothingKnown, person, said, tagsOf, check } from "../../test/shared/evidence-with.ts";
import {
  condition,
  decision,
  dependency,
  gate,
  phase,
  planWith,
  release,
  task,
} from "../../test/shared/plan-with.ts";
import { digest } from "../model/digest.ts";
import type { Evidence } from "../model/evidence.ts";
import { known } from "../model/known.ts";
import type { Plan } from "../model/plan.ts";
import type { IssueNumber, IssueRef } from "../model/repository.ts";
import type { Settings } from "../model/settings.ts";
import { defaultSettings } from "../model/settings.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { evaluate } from "./evaluate.ts";
import { mayTag } from "./judge-version.ts";

const now = new Date("2026-01-10T12:00:00Z");
const issue = (number: number): IssueRef => ({ repository: "o/r", number: number as IssueNumber });

/** Every leaf below a release, as `key verdict: reason`. */
function tree(
  plan: Plan,
  version: string,
  more: { evidence?: Evidence; settings?: Settings } = {},
): string[] {
  const evidence = more.evidence ?? evidenceWith();
  const settings = more.settings ?? defaultSettings;
  const node = mayTag(evaluate({ plan, settings, evidence, now }), version);
  return node === undefined ? [] : leavesOf(node);
}

function leavesOf(node: VerdictNode): string[] {
  if (node.children.length === 0) return [`${node.key} ${node.verdict}: ${node.reason}`];
  return node.children.flatMap(leavesOf);
}

const single = (parts: Partial<Plan> = {}) =>
  planWith({
    phases: [phase("v1.0.0", { release: "v1.0.0" })],
    releases: [release("v1.0.0", { phase: "v1.0.0" })],
    ...parts,
  });

const standing = [
  "order pass: the plan declares no lower version",
  "blockers pass: no blocker issue is open",
];

describe("a line that waits for a day", () => {
  test.each([
    ["2025-12-31T23:59:59Z", "pending"],
    ["2026-01-01T00:00:00Z", "pass"],
    ["2027-01-01T00:00:00Z", "pass"],
  ])("at %s is %s", (at, verdict) => {
    const plan = planWith({
      releases: [release("v1.0.0")],
      gates: [gate("G1", ["tag:v1.0.0"], { criteria: [{ kind: "date", day: "2026-01-01" }] })],
    });
    const question = { plan, settings: defaultSettings, evidence: evidenceWith(), now: new Date(at) };
    const { moments } = evaluate(question);

    expect(moments["tag:v1.0.0"]?.children[0]?.children[0]?.verdict).toBe(verdict);
  });
});

describe("evaluate()", () => {
  test("asks a release's own tasks, and none that are index, legend, placeholder or after the fact", () => {
    const plan = single({
      tasks: [
        task("Write it", { phase: "v1.0.0" }),
        task("Read it", { phase: "v1.0.0", checked: true }),
        task("Phase 1", { phase: "v1.0.0", role: "index" }),
        task("Completed", { phase: "v1.0.0", role: "legend" }),
        task("{{x}}", { phase: "v1.0.0", role: "placeholder" }),
        task("Announce it", { phase: "v1.0.0", role: "after" }),
        task("Elsewhere"),
      ],
    });

    expect(tree(plan, "v1.0.0")).toEqual(['tasks pending: 1 of 2 tasks is open: "Write it"', ...standing]);
  });

  test("keeps work after the fact for the phase's done, where the tag is asked too", () => {
    const plan = single({
      tasks: [task("Announce it", { phase: "v1.0.0", role: "after" })],
      gates: [
        gate("G1", ["tag:v1.0.0", "done:v1.0.0"], {
          criteria: [
            { kind: "box", text: "Changelog" },
            { kind: "box", text: "Published", after: true },
          ],
        }),
      ],
    });

    const evaluation = evaluate({ plan, settings: defaultSettings, evidence: evidenceWith(), now });

    expect(leavesOf(evaluation.moments["tag:v1.0.0"] as VerdictNode)).toEqual([
      "G1.1 pending: not ticked in the plan",
      ...standing,
    ]);
    expect(leavesOf(evaluation.moments["done:v1.0.0"] as VerdictNode)).toEqual([
      'tasks pending: 1 of 1 task is open: "Announce it"',
      "release:v1.0.0 pending: v1.0.0 is not tagged",
      "G1.1 pending: not ticked in the plan",
      "G1.2 pending: not ticked in the plan",
    ]);
  });

  test("drops a task whose issue was closed as not planned, and says by whom", () => {
    const plan = single({
      tasks: [task("A", { phase: "v1.0.0", checked: true }), task("B", { phase: "v1.0.0" })],
    });
    const evidence = evidenceWith({
      issues: known({
        "task:i-B": { issue: issue(2), state: "closed", reason: "not_planned", closedBy: "hubot" },
      }),
    });

    expect(tree(plan, "v1.0.0", { evidence })).toEqual([
      "tasks pass: 2 tasks are settled; 1 dropped as not planned by hubot",
      ...standing,
    ]);
  });

  test("takes what plangate closed itself for nobody's word", () => {
    const plan = single({
      phases: [phase("v1.0.0", { release: "v1.0.0" }), phase("phase-1")],
      tasks: [task("B", { phase: "v1.0.0" })],
    });
    const ours = { state: "closed", closedBy: "plangate[bot]", closedByUs: true } as const;
    const evidence = evidenceWith({
      issues: known({
        "task:i-B": { ...ours, issue: issue(2), reason: "not_planned" },
        "phase:i-phase-1": { ...ours, issue: issue(3), reason: "completed" },
      }),
    });

    expect(tree(plan, "v1.0.0", { evidence })[0]).toBe('tasks pending: 1 of 1 task is open: "B"');
    expect(evaluate({ plan, settings: defaultSettings, evidence, now }).phaseStates["phase-1"]).toBe("open");
  });

  test("asks the starts around a release from the outside in", () => {
    const plan = single({
      phases: [phase("core"), phase("v1.0.0", { release: "v1.0.0", parent: "core" })],
      gates: [
        gate("G1", ["start:plan"], { kind: "approval", criteria: [{ kind: "approval" }] }),
        gate("G2", ["start:core"], { criteria: [{}] }),
        gate("G3", ["start:v1.0.0"], { criteria: [{ kind: "threshold" }] }),
        gate("G4", ["done:plan"], { criteria: [{ kind: "box" }] }),
      ],
    });

    expect(tree(plan, "v1.0.0")).toEqual([
      "G1.1 pending: not approved by a maintainer",
      "G2.1 pending: not attested by a maintainer",
      "G3.1 pending: not attested by a maintainer",
      ...standing,
    ]);
  });

  test("waits for the version and the words a phase depends on", () => {
    const plan = single({
      dependencies: [
        dependency("v1.0.0", "v0.9.0", { state: "complete" }),
        dependency("v1.0.0", "v0.3.7", { external: true }),
        dependency("v1.0.0", "Legal sign-off", { external: true }),
      ],
      phases: [phase("v0.9.0", { release: "v0.9.0" }), phase("v1.0.0", { release: "v1.0.0" })],
      releases: [release("v0.9.0", { phase: "v0.9.0" }), release("v1.0.0", { phase: "v1.0.0" })],
    });
    const statements = known([
      said("attest", "dependency:legal-sign-off", { wording: digest("Legal sign-off\n") }),
    ]);

    expect(tree(plan, "v1.0.0", { evidence: evidenceWith({ tags: tagsOf("v0.3.7"), statements }) })).toEqual([
      "dependency:v0.9.0 pending: v0.9.0 is not tagged",
      "dependency:v0.3.7 pass: v0.3.7 is tagged",
      "dependency:legal-sign-off pass: attested by mona",
      "order pending: 1 of 1 lower version is neither tagged nor skipped: v0.9.0",
      "blockers pass: no blocker issue is open",
    ]);
  });

  test("waits for what a phase it depends on has itself to wait for", () => {
    const plan = planWith({
      phases: [phase("phase-0"), phase("phase-1"), phase("phase-2")],
      releases: [release("v0.1.0", { phase: "phase-2", declaredBy: "task" })],
      tasks: [task("A", { phase: "phase-0" }), task("B", { phase: "phase-1", checked: true })],
      dependencies: [dependency("phase-1", "phase-0"), dependency("phase-2", "phase-1")],
    });

    expect(tree(plan, "v0.1.0")[0]).toBe(
      'dependency:phase-1 pending: phase-1 waits for "phase-0": "phase-0" is not done: 1 of 1 task is open: "A"',
    );
  });

  test("takes a phase without tasks and gates for done when its issue was closed as completed", () => {
    const plan = planWith({ phases: [phase("phase-1")] });
    const closed = (reason: string) =>
      evidenceWith({ issues: known({ "phase:i-phase-1": { issue: issue(1), state: "closed", reason } }) });
    const stateOf = (evidence: Evidence) =>
      evaluate({ plan, settings: defaultSettings, evidence, now }).phaseStates["phase-1"];

    expect(stateOf(closed("completed"))).toBe("complete");
    expect(stateOf(closed("not_planned"))).toBe("open");
    expect(stateOf(evidenceWith())).toBe("open");
  });

  test("asks a restated line once, where it is asked", () => {
    const security = gate("G1", ["start:v1.0.0"], { kind: "security", criteria: [{ kind: "approval" }] });
    const plan = single({
      gates: [
        security,
        gate("G2", ["start:v1.0.0"], { criteria: [{ kind: "box", sameAs: "G1.1" }, { kind: "box" }] }),
      ],
    });
    const statements = known([said("approve", "G1", { wording: security.wording })]);

    expect(tree(plan, "v1.0.0").slice(0, 2)).toEqual([
      "G1.1 pending: not approved by a maintainer",
      "G2.1 pending: asked once, at G1.1: not approved by a maintainer",
    ]);
    expect(tree(plan, "v1.0.0", { evidence: evidenceWith({ statements }) }).slice(0, 3)).toEqual([
      "G1.1 pass: approved by mona",
      "G2.1 pass: G1.1 asks the same and holds",
      "G2.2 pending: not ticked in the plan",
    ]);
  });

  test("never passes on a circle of restated lines", () => {
    const plan = single({
      gates: [
        gate("G1", ["tag:v1.0.0"], {
          criteria: [
            { kind: "box", sameAs: "G1.2" },
            { kind: "box", sameAs: "G1.1" },
          ],
        }),
      ],
    });

    expect(tree(plan, "v1.0.0").filter((leaf) => leaf.startsWith("G1") && !leaf.includes("pending"))).toEqual(
      [],
    );
  });

  test("never passes a gate that has no line", () => {
    const empty = gate("G1", ["tag:v1.0.0"], { criteria: [], kind: "checklist" });

    expect(tree(single({ gates: [empty] }), "v1.0.0")[0]).toBe("G1 pending: not attested by a maintainer");
  });

  test("skips a phase whose decision was taken otherwise, and lets what waits for it go on", () => {
    const leann = decision("D1", ["proceed", "defer"]);
    const plan = planWith({
      phases: [phase("v0.1.0", { release: "v0.1.0" }), phase("v0.2.0", { release: "v0.2.0" })],
      releases: [release("v0.1.0", { phase: "v0.1.0" }), release("v0.2.0", { phase: "v0.2.0" })],
      decisions: [leann],
      conditions: [condition("v0.1.0", "D1", "proceed")],
      dependencies: [dependency("v0.2.0", "v0.1.0", { state: "complete or skipped" })],
    });
    const decided = (option: string) =>
      evidenceWith({ statements: known([said("decide", "D1", { option, wording: leann.wording })]) });

    expect(tree(plan, "v0.1.0")[0]).toBe("condition:D1 pending: D1 is not decided");
    expect(tree(plan, "v0.1.0", { evidence: decided("proceed") })).toEqual([
      'condition:D1 pass: D1 was decided for "proceed" by mona',
      ...standing,
    ]);
    expect(tree(plan, "v0.2.0", { evidence: decided("DEFER") })).toEqual([
      "dependency:v0.1.0 skipped: v0.1.0 is skipped",
      "order pass: the 1 lower version is tagged or skipped",
      "blockers pass: no blocker issue is open",
    ]);

    const skipped = evaluate({ plan, settings: defaultSettings, evidence: decided("defer"), now });
    expect(mayTag(skipped, "v0.1.0")).toMatchObject({
      verdict: "fail",
      reason: 'v0.1.0 is skipped: D1 was decided for "defer" by mona',
    });
  });

  test("follows the last decision, not an option that is none", () => {
    const choice = decision("D1", ["a", "b"], { before: ["tag:v1.0.0"] });
    const { wording } = choice;
    const evidence = evidenceWith({
      statements: known([
        said("decide", "D1", { option: "a", wording }),
        said("decide", "D1", { option: "b", wording, by: person("hubot") }),
      ]),
    });
    const stray = evidenceWith({ statements: known([said("decide", "D1", { option: "c", wording })]) });

    expect(tree(single({ decisions: [choice] }), "v1.0.0", { evidence })[0]).toBe(
      'D1 pass: D1 was decided for "b" by hubot',
    );
    expect(tree(single({ decisions: [choice] }), "v1.0.0", { evidence: stray })[0]).toBe(
      'D1 pending: D1 is not decided: "c" is none of its options',
    );
  });

  test("a title's release owns the plan: all its tasks, and the starts of its phases", () => {
    const plan = planWith({
      phases: [phase("phase-1"), phase("phase-2"), phase("phase-9")],
      releases: [release("v0.2", { declaredBy: "title" })],
      tasks: [
        task("A", { phase: "phase-1" }),
        task("B", { line: 2 }),
        task("C", { phase: "phase-2", line: 3 }),
        task("D", { phase: "phase-9", line: 4 }),
      ],
      dependencies: [dependency("phase-2", "phase-1"), dependency("phase-9", "v0.2")],
      gates: [gate("G1", ["start:phase-2"], { kind: "approval", criteria: [{ kind: "approval" }] })],
    });

    expect(tree(plan, "v0.2.0")).toEqual([
      "G1.1 pending: not approved by a maintainer",
      'tasks pending: 3 of 3 tasks are open: "A", "B", "C"',
      ...standing,
    ]);
  });

  test("holds a version for the blocker of its milestone or title, and every one for a blocker that names none", () => {
    const blockersOf = (title: string, milestone?: string) =>
      evidenceWith({
        blockers: known([{ issue: issue(7), title, ...(milestone === undefined ? {} : { milestone }) }]),
      });
    const holds = (evidence: Evidence) => tree(single(), "v1.0.0", { evidence })[1];

    expect(holds(blockersOf("Crash", "v1.0.0"))).toBe(
      'blockers fail: 1 blocker issue is open: o/r#7 "Crash"',
    );
    expect(holds(blockersOf("Crash in 1.0"))).toContain("fail");
    expect(holds(blockersOf("Crash with Node v24.1.0"))).toContain("fail");
    expect(holds(blockersOf("Crash", "Sprint 3"))).toContain("fail");
    const two = single({ releases: [release("v1.0.0", { phase: "v1.0.0" }), release("v2.0.0")] });
    expect(tree(two, "v1.0.0", { evidence: blockersOf("Crash", "2.0.0") })[1]).toContain("pass");
  });

  test("passes nothing when nothing could be read", () => {
    const plan = single({
      tasks: [task("A", { phase: "v1.0.0" })],
      releases: [release("v1.0.0", { phase: "v1.0.0" }), release("v0.9.0")],
      gates: [
        gate("G1", ["tag:v1.0.0"], {
          criteria: [
            { kind: "approval" },
            { kind: "file", file: "a.txt" },
            { kind: "tags", tags: { prefix: "v0.3", count: 1, exactly: false } },
            { kind: "check" },
            { kind: "metric" },
            { kind: "command" },
            { kind: "decision", decision: "D1" },
          ],
        }),
      ],
    });

    const leaves = tree(plan, "v1.0.0", { evidence: nothingKnown });

    expect(leaves.filter((leaf) => !leaf.includes(" pending: "))).toEqual([]);
    expect(leaves).toHaveLength(10);
  });
});

describe("statements", () => {
  const security = gate("G1", ["tag:v1.0.0"], {
    kind: "security",
    title: "SECURITY GATE",
    criteria: [{ kind: "approval" }],
  });
  const { wording } = security;
  const plan = single({ gates: [security] });
  const approvals = (...statements: ReturnType<typeof said>[]) =>
    evidenceWith({ statements: known(statements) });
  const by = (login: string, teams: string[] = []) => ({ by: person(login), teams });
  const asked = (approve: { by: string[]; count: number; otherThanAuthor: boolean }): Settings => ({
    ...defaultSettings,
    gates: [{ match: "security gate", approve, criteria: [] }],
  });

  test.each([
    ["below maintain", said("approve", "G1", { wording, role: "write" }), "mona may not (write)"],
    [
      "to other words",
      said("approve", "G1", { wording: "old" }),
      "what mona said was to other words than it has now",
    ],
  ])("an approval %s does not count", (_, statement, why) => {
    expect(tree(plan, "v1.0.0", { evidence: approvals(statement) })[0]).toBe(
      `G1.1 pending: not approved by a maintainer: ${why}`,
    );
  });

  test("an attestation does not approve", () => {
    const evidence = approvals(said("attest", "G1", { wording }));

    expect(tree(plan, "v1.0.0", { evidence })[0]).toBe("G1.1 pending: not approved by a maintainer");
  });

  test("a later revoke undoes an approval, a later approval stands", () => {
    const first = [
      said("approve", "g1", { wording }),
      said("revoke", "G1", { wording, by: person("hubot") }),
    ];

    expect(tree(plan, "v1.0.0", { evidence: approvals(...first) })[0]).toBe(
      "G1.1 pending: not approved by a maintainer: hubot revoked what mona said",
    );
    expect(
      tree(plan, "v1.0.0", { evidence: approvals(...first, said("approve", "G1", { wording })) })[0],
    ).toBe("G1.1 pass: approved by mona");
  });

  test("named approvers alone count, as many as are asked", () => {
    const settings = asked({ by: ["@org/security", "ada"], count: 2, otherThanAuthor: false });
    const mona = said("approve", "G1", { wording, role: "admin" });
    const ada = said("approve", "G1", { wording, ...by("ada"), role: "read" });
    const grace = said("approve", "G1", { wording, ...by("grace", ["@org/security"]), role: "read" });

    expect(tree(plan, "v1.0.0", { settings, evidence: approvals(mona, ada, ada) })[0]).toBe(
      "G1.1 pending: not approved by 2 of @org/security or ada (1 of 2): mona may not (admin)",
    );
    expect(tree(plan, "v1.0.0", { settings, evidence: approvals(ada, grace) })[0]).toBe(
      "G1.1 pass: approved by ada, grace",
    );
  });

  test("an author does not count where another is asked, and is named self-approved where not", () => {
    const settings = asked({ by: [], count: 1, otherThanAuthor: true });
    const statements = known([said("approve", "G1", { wording })]);
    const authors = known([person("mona")]);
    const { authors: _, ...anonymous } = evidenceWith({ statements });

    expect(tree(plan, "v1.0.0", { settings, evidence: evidenceWith({ statements, authors }) })[0]).toContain(
      "pending: not approved by a maintainer, other than the author: the author's own word does not count",
    );
    expect(tree(plan, "v1.0.0", { settings, evidence: anonymous })[0]).toContain(
      "pending: cannot tell whose work",
    );
    expect(tree(plan, "v1.0.0", { evidence: evidenceWith({ statements, authors }) })[0]).toBe(
      "G1.1 pass: approved by mona (self-approved)",
    );
  });

  test("an attestation of a gate covers its human lines and never boxes, files, tags or checks", () => {
    const mixed = gate("G1", ["tag:v1.0.0"], {
      criteria: [
        {},
        { kind: "threshold" },
        { kind: "command" },
        { kind: "box" },
        { kind: "file", file: "a" },
        { kind: "tags", tags: { prefix: "v0", count: 1, exactly: false } },
        { kind: "command", text: "mypy src" },
      ],
    });
    const settings: Settings = {
      ...defaultSettings,
      gates: [{ match: "G1", criteria: [{ match: "MYPY", check: { name: "mypy" } }] }],
    };
    const evidence = evidenceWith({
      statements: known([said("attest", "G1", { wording: mixed.wording })]),
      files: { a: known(false) },
    });

    const verdicts = tree(single({ gates: [mixed] }), "v1.0.0", { settings, evidence }).map(
      (leaf) => leaf.split(":")[0],
    );

    expect(verdicts.slice(0, 7)).toEqual([
      "G1.1 pass",
      "G1.2 pass",
      "G1.3 pass",
      "G1.4 pending",
      "G1.5 pending",
      "G1.6 pending",
      "G1.7 pending",
    ]);
  });

  test.each([
    ["in its time", { until: "2026-01-20", because: "vendor is late" }, "waived"],
    ["through its last day", { until: "2026-01-10", because: "vendor is late" }, "waived"],
    ["after its last day", { until: "2026-01-09", because: "vendor is late" }, "pending"],
    ["longer than 30 days", { until: "2026-03-01", because: "vendor is late" }, "pending"],
    ["without a reason", { until: "2026-01-20", because: " " }, "pending"],
    ["without a day", { because: "vendor is late" }, "pending"],
    ["with a day that is none", { until: "2026-13-40", because: "x" }, "pending"],
  ])("a waiver %s", (_, more, verdict) => {
    const evidence = approvals(said("waive", "G1", { wording, ...more }));
    const evaluation = evaluate({ plan, settings: defaultSettings, evidence, now });

    expect(mayTag(evaluation, "v1.0.0")?.verdict).toBe(verdict);
  });
});

describe("facts", () => {
  const proved = (criterion: Parameters<typeof gate>[2]["criteria"][number]) =>
    single({ gates: [gate("G1", ["tag:v1.0.0"], { criteria: [criterion] })] });

  test("counts distinct final releases of a series", () => {
    const plan = proved({ kind: "tags", tags: { prefix: "v0.3", count: 3, exactly: false } });
    const count = (...names: string[]) =>
      tree(plan, "v1.0.0", { evidence: evidenceWith({ tags: tagsOf(...names) }) })[0];

    expect(count("v0.3", "v0.3.0", "v0.3.1", "v0.3.2-rc.1", "v0.30.1", "v0.3.x")).toBe(
      "G1.1 pending: 2 of at least 3 final releases v0.3.*",
    );
    expect(count("v0.3.0", "v0.3.1", "v0.3.2", "v0.3.3")).toContain("G1.1 pass");
  });

  test.each([
    ["none", [], "pending"],
    ["running", [check("mypy", null)], "pending"],
    ["failed", [check("mypy", "failure")], "fail"],
    ["neutral", [check("mypy", "neutral")], "fail"],
    ["skipped", [check("mypy", "skipped")], "fail"],
    ["of another app", [check("mypy", "success", { app: "evil" })], "pending"],
    ["succeeded", [check("mypy", "success")], "pass"],
  ])("a check that is %s", (_, facts, verdict) => {
    const settings: Settings = {
      ...defaultSettings,
      gates: [
        { match: "Gate G1", criteria: [{ match: "G1.1", check: { name: "mypy", app: "github-actions" } }] },
      ],
    };
    const evidence = evidenceWith({ checks: known(facts) });

    expect(tree(proved({ kind: "command" }), "v1.0.0", { settings, evidence })[0]).toContain(
      `G1.1 ${verdict}`,
    );
  });

  test("a file is asked by its own name alone", () => {
    expect(tree(proved({ kind: "file", file: "constructor" }), "v1.0.0")[0]).toBe(
      'G1.1 pending: whether "constructor" exists was not looked up',
    );
  });
});
