import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/gates/evaluate.ts";
import { judgeVersion, mayTag } from "../../src/gates/judge-version.ts";
import { known } from "../../src/model/known.ts";
import type { Moment } from "../../src/model/moment.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Settings } from "../../src/model/settings.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import type { Evaluation, VerdictNode } from "../../src/model/verdict.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { reachTag } from "../golden/liveness.ts";
import { today, untouched } from "../golden/world.ts";
import type { World } from "../golden/world.ts";
import { check, evidenceWith, said, tagsOf } from "./evidence-with.ts";
import { seedPlans } from "./plans-folder.ts";

const plans = new Map(seedPlans().map(({ name, bytes }) => [name, parsePlan(bytes).plan]));
const planOf = (name: string): Plan => {
  const plan = plans.get(`seeds/${name}.md`);
  if (plan === undefined) throw new Error(`Cannot find the seed "${name}" in the shared plans`);
  return plan;
};

/** What one line asks, as the table says it: where it stands in the file, how it is asked, how many there are. */
interface Asked {
  readonly start: readonly string[];
  readonly tag: readonly string[];
}

/** Everything before a version's tag in an untouched world, asks that restate another left out. */
function asked(world: World, version: string): Asked {
  const evaluation = evaluate({ ...world, now: today });
  const moments = mayTag(evaluation, version)?.children ?? [];
  const of = (kind: "start" | "tag") =>
    moments
      .filter((moment) => moment.key.startsWith(`${kind}:`))
      .flatMap((moment) => moment.children)
      .flatMap((node) => describeAsk(node, world.plan));
  return { start: of("start"), tag: of("tag") };
}

/** `13 Hard Blockers …: tags, file, statement`; implied criteria by their keys, tasks with their number. */
function describeAsk(node: VerdictNode, plan: Plan): string[] {
  if (node.reason.startsWith("asked once")) return [];
  if (node.kind !== "gate")
    return [node.key === "tasks" ? `${/of (\d+) task/.exec(node.reason)?.[1]} tasks` : node.key];
  const gate = plan.gates.find((one) => one.key === node.key);
  const kinds = node.children
    .filter((child) => !child.reason.startsWith("asked once"))
    .map((child) => gate?.criteria.find((criterion) => criterion.key === child.key)?.kind ?? "?");
  return kinds.length === 0
    ? []
    : [`line ${node.line}: ${kinds.length} ${[...new Set(kinds)].sort().join(", ")}`];
}

const evaluationOf = (world: World): Evaluation => evaluate({ ...world, now: today });

function leaves(node: VerdictNode | undefined): VerdictNode[] {
  if (node === undefined) return [];
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}

const every = "line 311: 5 command";
const besides = ["order", "blockers"];
const hardBlockers = "line 13: 3 file, statement, tags";

describe("execution-playbook", () => {
  const world = untouched(planOf("execution-playbook"));

  test.each<[string, Asked]>([
    ["v0.4.0", { start: [hardBlockers], tag: ["line 66: 4 command, statement", "every", ...besides] }],
    [
      "v0.4.1",
      {
        start: [hardBlockers, "dependency:v0.4.0", "dependency:v0.3.7"],
        tag: ["line 105: 3 statement", "every", ...besides],
      },
    ],
    ["v0.4.2", { start: [hardBlockers, "dependency:v0.4.1"], tag: ["every", ...besides] }],
    [
      "v0.4.3",
      {
        // The security audit is one statement, asked at 161; three boxes of the checklist are left.
        start: [hardBlockers, "dependency:v0.4.2", "line 161: 1 approval", "line 167: 3 box"],
        tag: ["every", ...besides],
      },
    ],
    ["v0.4.4", { start: [hardBlockers, "dependency:v0.4.3"], tag: ["every", ...besides] }],
    ["v0.4.5", { start: [hardBlockers, "dependency:v0.4.4"], tag: ["every", ...besides] }],
    ["v0.4.6", { start: [hardBlockers], tag: ["every", ...besides] }],
    ["v0.4.7", { start: [hardBlockers], tag: ["every", ...besides] }],
    ["v0.4.8", { start: [hardBlockers, "condition:D1"], tag: ["every", ...besides] }],
    [
      "v0.4.9",
      {
        start: [hardBlockers, "dependency:v0.4.7", "dependency:v0.4.8"],
        tag: ["line 297: 7 box", "every", ...besides],
      },
    ],
  ])("%s waits for exactly these", (version, { start, tag }) => {
    const { tag: found, ...rest } = asked(world, version);
    const named = found.map((line) => (line === every ? "every" : line));

    expect({ ...rest, tag: named }).toEqual({ start, tag });
  });

  test("a release waits for every lower one", () => {
    const order = leaves(mayTag(evaluationOf(world), "v0.4.7")).find((leaf) => leaf.key === "order");

    expect(order?.reason).toContain("7 of 7 lower versions are neither tagged nor skipped");
  });

  test("settings prove the lines of the gate of every release by checks, named by their words", () => {
    const names = ["coverage", "Type checking", "ruff", "bandit", "regression"];
    const settings: Settings = {
      ...defaultSettings,
      gates: [
        {
          match: "Quality Gates (Enforce at Every Release)",
          criteria: names.map((match) => ({ match, check: { name: match } })),
        },
      ],
    };
    const evidence = evidenceWith({ checks: known(names.slice(0, 4).map((name) => check(name, "success"))) });
    const evaluation = evaluate({ ...world, settings, evidence, now: today });
    const gate = evaluation.moments["tag:v0.4.6"]?.children.find((child) => child.line === 311);

    expect(gate?.children.map((child) => child.verdict)).toEqual(["pass", "pass", "pass", "pass", "pending"]);
    expect(gate?.children[4]?.reason).toBe('the check "regression" has not run on the commit');
  });

  test("success criteria stand before the plan is done, and hold no tag", () => {
    const done = evaluationOf(world).plan.children.find((child) => child.key === "done:plan");
    const criteria = done?.children.find((child) => child.line === 381);

    expect(criteria?.children).toHaveLength(10);
  });

  test("three of the release checklist are after the fact", () => {
    const done = evaluationOf(world).moments["done:v0.4.9"];
    const checklist = done?.children.find((child) => child.line === 297);

    expect(checklist?.children.map((child) => child.line)).toEqual(
      Array.from({ length: 10 }, (_, position) => 298 + position),
    );
  });

  test("one approval opens what asks for the security audit, wherever it is asked", () => {
    const gate = world.plan.gates.find((one) => one.line === 161);
    const statements = known([said("approve", gate?.key ?? "", { wording: gate?.wording ?? "" })]);
    const evaluation = evaluate({ ...world, evidence: evidenceWith({ statements }), now: today });
    const open = leaves(evaluation.moments["start:v0.4.3"]).filter((leaf) => leaf.verdict !== "pass");

    expect(open.map((leaf) => leaf.line ?? leaf.key)).toEqual([164, 170, 171, 172]);
  });

  test("deferring LEANN skips v0.4.8 and lets v0.4.9 go on; proceeding holds it", () => {
    const leann = world.plan.decisions.find((one) => one.line > 229 && one.line < 260);
    const decided = (option: string) =>
      evaluate({
        ...world,
        evidence: evidenceWith({
          tags: tagsOf("v0.4.7"),
          statements: known([said("decide", leann?.key ?? "", { option, wording: leann?.wording ?? "" })]),
        }),
        now: today,
      });

    expect(decided("defer").releaseStates["v0.4.8"]).toBe("skipped");
    expect(mayTag(decided("defer"), "v0.4.8")?.verdict).toBe("fail");
    expect(verdictsOf(decided("defer"), "start:v0.4.9")).toEqual(["pass", "skipped"]);
    expect(verdictsOf(decided("proceed"), "start:v0.4.9")).toEqual(["pass", "pending"]);
  });

  test("thirteen distinct final v0.3 releases are enough, twelve and candidates are not", () => {
    const series = (count: number) => Array.from({ length: count }, (_, number) => `v0.3.${number}`);
    const blocker = (names: string[]) =>
      leaves(
        evaluate({ ...world, evidence: evidenceWith({ tags: tagsOf(...names) }), now: today }).moments[
          "start:plan"
        ],
      )[0]?.verdict;

    expect(blocker(series(13))).toBe("pass");
    expect(blocker([...series(12), "v0.3.12-rc.1", "v0.30.1"])).toBe("pending");
  });
});

describe("release-preparation", () => {
  const world = untouched(planOf("release-preparation"));

  test("v0.2.0 waits for exactly these", () => {
    expect(asked(world, "v0.2.0")).toEqual({
      start: ["line 274: 1 approval", "line 101: 1 approval", "D1"],
      tag: ["20 tasks", "line 74: 6 box", "line 150: 21 box", "D2", ...besides],
    });
  });

  test("success criteria and post-release monitoring hold no tag", () => {
    const done = evaluationOf(world).moments["done:plan"];

    expect(leaves(done).map((leaf) => leaf.line)).toEqual(expect.arrayContaining([236, 241, 244, 247]));
  });
});

test("enterprise-hardening-execplan: v0.2 waits for exactly these, and v0.2.0 meets it", () => {
  const world = untouched(planOf("enterprise-hardening-execplan"));

  expect(asked(world, "v0.2")).toEqual({
    start: [],
    tag: ["9 tasks", expect.stringMatching(/^line 64: 5 /) as unknown, ...besides],
  });
  expect(
    judgeVersion({ ...world, settings: defaultSettings, version: "v0.2.0", now: today }).children,
  ).toHaveLength(1);
  const tagged = evaluate({ ...world, evidence: evidenceWith({ tags: tagsOf("v0.2.0") }), now: today });
  expect(tagged.releaseStates).toEqual({ "v0.2": "tagged" });
});

test("goap-execution-plan guards no tag; goal 3 waits for goal 1, and the quality gates for their phases' end", () => {
  const world = untouched(planOf("goap-execution-plan"));
  const evaluation = evaluationOf(world);
  const goal = (words: string) => world.plan.phases.find((phase) => phase.title.includes(words))?.key ?? "";

  expect(evaluation.releases).toEqual([]);
  expect(evaluation.moments[`start:${goal("Complete Integration Tests (P0)")}`]?.children).toMatchObject([
    { key: `dependency:${goal("Fix Build Failures (P0 - BLOCKING)")}`, verdict: "pending" },
  ]);
  expect(evaluation.moments[`start:${goal("Create Production Documentation (P0)")}`]?.children).toEqual([]);
  expect(gatesIn(evaluation, `done:${goal("Fix Build Failures (Sequential)")}`)).toEqual([[119, 3]]);
  expect(gatesIn(evaluation, `done:${goal("Documentation + Integration Tests (Parallel)")}`)).toEqual([
    [145, 4],
  ]);
});

describe("memory-packaging-roadmap", () => {
  const world = untouched(planOf("memory-packaging-roadmap"));

  test("v0.1.0 waits for exactly these", () => {
    expect(asked(world, "v0.1.0")).toEqual({
      start: ["dependency:phase-1"],
      // Of its six success criteria the one that speaks of publishing comes after.
      tag: ["26 tasks", expect.stringMatching(/^line 141: 5 /) as unknown, ...besides],
    });
  });

  test("phase 1 done is not enough while phase 0 is open", () => {
    const boxesOf = (...keys: string[]) => ({
      ...world.plan,
      tasks: world.plan.tasks.map((task) => ({ ...task, checked: keys.includes(task.phase ?? "") })),
    });
    const reasonOf = (plan: Plan) =>
      leaves(evaluate({ ...world, plan, now: today }).moments["start:phase-2"])[0]?.reason;

    expect(reasonOf(boxesOf("phase-0"))).toContain("4 of 4 tasks are open");
    expect(reasonOf(boxesOf("phase-1"))).toContain('phase-1 waits for "phase-0"');
  });

  test("the package's publication, phases 3 and 4 and the success metrics come after", () => {
    const evaluation = evaluationOf(world);
    const tag = leaves(mayTag(evaluation, "v0.1.0")).map((leaf) => leaf.line);

    expect(tag).not.toContain(143);
    expect(leaves(evaluation.moments["done:phase-2"]).map((leaf) => leaf.line)).toContain(143);
    expect(gatesIn(evaluation, "done:plan").map(([line]) => line)).toContain(310);
  });
});

test.each([...plans])("%s: every release is reached, lower ones first", (_, plan) => {
  let world = untouched(plan);
  for (const { version } of plan.releases) {
    const reached = reachTag(world, version);

    expect(reached).toMatchObject({ kind: "tagged" });
    world = reached.kind === "tagged" ? reached.world : world;
  }
});

function verdictsOf(evaluation: Evaluation, moment: Moment): string[] {
  return (evaluation.moments[moment]?.children ?? []).map((child) => child.verdict);
}

/** Line and number of lines of each gate of a moment. */
function gatesIn(evaluation: Evaluation, moment: string): [number | undefined, number][] {
  const gates = evaluation.moments[moment as Moment]?.children.filter((child) => child.kind === "gate") ?? [];
  return gates.map((gate) => [gate.line, gate.children.length]);
}
