import { describe, expect, it, test } from "vitest";
import { evidenceWith } from "../../test/shared/evidence-with.ts";
import { gate, planWith } from "../../test/shared/plan-with.ts";
import type { Evidence } from "../model/evidence.ts";
import { known, unknown } from "../model/known.ts";
import type { FlawFact, Metric, MetricFact, RunFacts } from "../model/metric.ts";
import { isBinding, lastPassing } from "../model/metric.ts";
import type { Criterion, Threshold } from "../model/plan.ts";
import type { CommitSha } from "../model/repository.ts";
import type { CriterionSettings, Settings } from "../model/settings.ts";
import { defaultSettings } from "../model/settings.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { evaluate } from "./evaluate.ts";
import { needs } from "./needs.ts";
import { settingsProblems } from "./settings-problems.ts";

const commit = "c0ffee" as CommitSha;
const run = (more: Partial<RunFacts> = {}): RunFacts => ({
  id: 7,
  url: "https://github.example/runs/7",
  event: "push",
  branch: "main",
  commit,
  fork: false,
  ...more,
});

function metric(name: string, value: number, more: Partial<Metric> = {}): Metric {
  return { name, tool: "tool", value, unit: "%", source: "report", ...more };
}

function fact(name: string, value: number, more: Partial<MetricFact> = {}): MetricFact {
  return { ...metric(name, value), run: run(), ...more };
}

const flaw = (more: Partial<FlawFact> = {}): FlawFact => ({
  source: "coverage.xml",
  family: "coverage",
  tool: "cobertura",
  reason: "it is cut off",
  run: run(),
  ...more,
});

const atLeast80: Threshold = { metric: "coverage", comparator: ">=", value: 80, unit: "%", baseline: false };
const noWorse: Threshold = { metric: "regression", comparator: "<=", value: 5, unit: "%", baseline: true };

interface Setting {
  readonly criterion?: Partial<Criterion>;
  readonly proof?: Partial<CriterionSettings>;
  readonly metrics?: readonly MetricFact[];
  readonly flaws?: readonly FlawFact[];
  readonly evidence?: Partial<Evidence>;
}

function settingsFor(proof: Partial<CriterionSettings>): Settings {
  const criteria = [{ match: "G1.1", metrics: ["coverage.lines"], ...proof }];
  return { ...defaultSettings, gates: [{ match: "G1", criteria }] };
}

function planFor(criterion: Partial<Criterion>) {
  return planWith({
    gates: [
      gate("G1", ["start:plan"], { criteria: [{ kind: "threshold", threshold: atLeast80, ...criterion }] }),
    ],
  });
}

/** The verdict of one line with a metric in the settings. */
function judge({
  criterion = {},
  proof = {},
  metrics = [],
  flaws = [],
  evidence = {},
}: Setting): VerdictNode {
  const { moments } = evaluate({
    plan: planFor(criterion),
    settings: settingsFor(proof),
    evidence: evidenceWith({ metrics: known({ metrics, flaws }), defaultBranch: "main", ...evidence }),
    now: new Date("2026-01-05T12:00:00Z"),
  });
  const node = moments["start:plan"]?.children[0]?.children[0];
  if (node === undefined) throw new Error("There is no such line");
  return node;
}

describe("a line that a metric proves", () => {
  test("holds where a push to the default branch reports enough, and links the run", () => {
    expect(judge({ metrics: [fact("coverage.lines", 82.4)] })).toMatchObject({
      verdict: "pass",
      reason: "coverage.lines is 82.4 %, asked is ≥ 80 %",
      evidence: [{ text: "report of run 7 (push)", url: "https://github.example/runs/7" }],
    });
  });

  test("fails with both numbers where it is not enough, and says the way out", () => {
    expect(judge({ metrics: [fact("coverage.lines", 79.99)] })).toMatchObject({
      verdict: "fail",
      reason: "coverage.lines is 79.99 %, asked is ≥ 80 %",
      wayOut: 'make a push to main report "coverage.lines" ≥ 80 %: who works on it',
    });
  });

  test("waits where no report gives it", () => {
    expect(judge({ metrics: [fact("coverage.branches", 100)] })).toMatchObject({
      verdict: "pending",
      reason: 'no report of a push to main gives "coverage.lines" at the commit',
    });
  });

  test.each<[string, Partial<Evidence>]>([
    ["reports were not read", { metrics: unknown("Reports cannot be read: 403") }],
    ["reports were not asked for", evidenceWithout("metrics")],
    ["the default branch is not known", evidenceWithout("defaultBranch")],
  ])("waits where %s", (_, evidence) => {
    expect(judge({ metrics: [fact("coverage.lines", 100)], evidence }).verdict).toBe("pending");
  });

  test("is judged by the lowest where several runs count", () => {
    const low = fact("coverage.lines", 70, {
      run: run({ event: "merge_group", branch: "gh-readonly-queue/main/pr-1-abc" }),
    });

    expect(judge({ metrics: [fact("coverage.lines", 90), low] }).verdict).toBe("fail");
  });

  test.each<[string, Partial<FlawFact>, string]>([
    ["a flaw in its own kind of report", {}, "fail"],
    ["a flaw in a report of no known kind", { family: "", tool: "" }, "fail"],
    ["a flaw in another kind of report", { family: "tests", tool: "junit" }, "pass"],
    ["a flaw of a pull request's run", { run: run({ event: "pull_request", branch: "change" }) }, "pass"],
  ])("%s: %o", (_, more, verdict) => {
    expect(judge({ metrics: [fact("coverage.lines", 90)], flaws: [flaw(more)] }).verdict).toBe(verdict);
  });

  test("says what is wrong with a report", () => {
    expect(judge({ flaws: [flaw()] }).reason).toBe('"coverage.xml" gives no number: it is cut off');
  });
});

function evidenceWithout(part: "metrics" | "defaultBranch"): Partial<Evidence> {
  return { [part]: undefined };
}

describe("whose runs count", () => {
  it.each<[string, Partial<RunFacts>, boolean]>([
    ["a push to the default branch", {}, true],
    ["its merge queue", { event: "merge_group", branch: "gh-readonly-queue/main/pr-12-abc" }, true],
    ["a push to another branch", { branch: "change" }, false],
    ["a tag", { branch: "v1.0.0" }, false],
    [
      "a merge queue of another branch",
      { event: "merge_group", branch: "gh-readonly-queue/release/pr-1-a" },
      false,
    ],
    [
      "a merge queue of a branch that begins alike",
      { event: "merge_group", branch: "gh-readonly-queue/main2/pr-1-a" },
      false,
    ],
    ["a pull request", { event: "pull_request", branch: "change" }, false],
    ["a pull request from a branch named as the default", { event: "pull_request", branch: "main" }, false],
    ["pull_request_target", { event: "pull_request_target" }, false],
    ["workflow_run", { event: "workflow_run" }, false],
    ["a person at the button", { event: "workflow_dispatch" }, false],
    ["a schedule", { event: "schedule" }, false],
    ["a fork", { fork: true }, false],
    [
      "a fork's merge group",
      { event: "merge_group", branch: "gh-readonly-queue/main/pr-1-a", fork: true },
      false,
    ],
    ["no branch", { branch: "" }, false],
  ])("%s: %o", (_, more, counts) => {
    expect(isBinding(run(more), "main")).toBe(counts);
    expect(judge({ metrics: [fact("coverage.lines", 90, { run: run(more) })] }).verdict).toBe(
      counts ? "pass" : "pending",
    );
  });

  it("says whose report it left out", () => {
    const pull = run({ event: "pull_request", branch: "change" });

    expect(judge({ metrics: [fact("coverage.lines", 90, { run: pull })] }).reason).toBe(
      '"coverage.lines" is reported by a pull_request run on change alone, which does not count',
    );
    expect(judge({ metrics: [fact("coverage.lines", 90, { run: run({ fork: true }) })] }).reason).toContain(
      "a fork",
    );
  });
});

describe("units", () => {
  it.each<[number, string, Threshold["comparator"], number, string, string]>([
    [450, "ms", "<", 500, "ms", "pass"],
    [0.45, "s", "<", 500, "ms", "pass"],
    [1.9, "s", "<", 2, "s", "pass"],
    [1_900, "ms", "<", 2, "s", "pass"],
    [2_000, "ms", "<", 2, "s", "fail"],
    [0.1, "s", "<=", 100, "ms", "pass"],
    [120_000, "µs", "<", 100, "ms", "fail"],
    [482, "KB", "<", 0.5, "MB", "pass"],
    [490, "KiB", "<", 500, "KB", "fail"],
    [0.82, "fraction", ">=", 80, "%", "pass"],
    [0, "findings", "=", 0, "errors", "pass"],
    [1, "findings", "=", 0, "errors", "fail"],
    [9, "findings", "<", 10, "warnings", "pass"],
    [0, "tests", "=", 0, "failures", "pass"],
    [3, "", "=", 0, "", "fail"],
    [0, "ms", "=", 0, "errors", "fail"],
    [90, "%", ">=", 80, "", "fail"],
    [90, "", ">=", 80, "%", "fail"],
    [400, "MB", "<", 500, "ms", "fail"],
    [100, "ops", "<", 500, "ms", "fail"],
    [1_250, "req/s", ">=", 1_000, "req/s", "pass"],
  ])("%d %s against %s %d %s: %s", (...[value, unit, comparator, asked, of, verdict]) => {
    const threshold = { metric: "m", comparator, value: asked, unit: of, baseline: false };

    expect(
      judge({ criterion: { threshold }, metrics: [fact("coverage.lines", value, { unit })] }).verdict,
    ).toBe(verdict);
  });

  it("says that two units cannot be compared", () => {
    expect(judge({ metrics: [fact("coverage.lines", 3, { unit: "ms" })] }).reason).toBe(
      "coverage.lines is 3 ms and ≥ 80 % is asked: the two cannot be compared",
    );
  });
});

describe("several metrics and thresholds of one line", () => {
  const zero: Threshold = { metric: "errors", comparator: "=", value: 0, unit: "errors", baseline: false };
  const few: Threshold = {
    metric: "warnings",
    comparator: "<",
    value: 10,
    unit: "warnings",
    baseline: false,
  };
  const ruff = (name: string, value: number) =>
    fact(`findings.${name}`, value, { unit: "findings", tool: "ruff" });

  it("each must hold the one threshold", () => {
    const asked = {
      criterion: { threshold: zero },
      proof: { metrics: ["findings.critical", "findings.high"] },
    };

    expect(judge({ ...asked, metrics: [ruff("critical", 0), ruff("high", 0)] }).verdict).toBe("pass");
    expect(judge({ ...asked, metrics: [ruff("critical", 0), ruff("high", 1)] }).verdict).toBe("fail");
    expect(judge({ ...asked, metrics: [ruff("high", 0)] }).verdict).toBe("pending");
  });

  it("each has the threshold of its place", () => {
    const criterion = { threshold: zero, furtherThresholds: [few] };
    const asked = { criterion, proof: { metrics: ["ruff:findings.errors", "ruff:findings.warnings"] } };

    expect(judge({ ...asked, metrics: [ruff("errors", 0), ruff("warnings", 9)] }).verdict).toBe("pass");
    expect(judge({ ...asked, metrics: [ruff("errors", 0), ruff("warnings", 10)] }).verdict).toBe("fail");
    expect(
      judge({ ...asked, proof: { metrics: ["ruff:findings.errors"] }, metrics: [ruff("errors", 0)] }),
    ).toMatchObject({
      verdict: "pending",
      reason: "it asks for 2 things (= 0 errors, < 10 warnings) and settings name 1 of as many metrics",
    });
  });

  it("one tool's metric is not another's", () => {
    const asked = { criterion: { threshold: zero }, proof: { metrics: ["mypy:findings.errors"] } };

    expect(judge({ ...asked, metrics: [ruff("errors", 0)] }).verdict).toBe("pending");
  });

  it("a rule that a tool names no finding of has none, where the tool is named and looked", () => {
    const asked = { criterion: { threshold: zero }, metrics: [ruff("total", 0)] };

    expect(judge({ ...asked, proof: { metrics: ["ruff:findings.F821"] } }).verdict).toBe("pass");
    expect(judge({ ...asked, proof: { metrics: ["findings.F821"] } }).verdict).toBe("pending");
    expect(judge({ ...asked, proof: { metrics: ["mypy:findings.F821"] } }).verdict).toBe("pending");
    expect(
      judge({ ...asked, metrics: [ruff("F821", 12)], proof: { metrics: ["ruff:findings.F821"] } }),
    ).toMatchObject({
      verdict: "fail",
      reason: "findings.F821 is 12 findings, asked is = 0 errors",
    });
  });

  it("a check beside it must hold too", () => {
    const both = { proof: { check: { name: "test" } }, metrics: [fact("coverage.lines", 90)] };

    expect(judge(both)).toMatchObject({
      verdict: "pending",
      reason: 'the check "test" has not run on the commit',
    });
  });
});

describe("a change against a baseline", () => {
  const asked = { criterion: { threshold: noWorse }, proof: { metrics: ["bench.*"] } };
  const bench = (name: string, value: number, unit = "ms") =>
    fact(`bench.${name}`, value, { unit, tool: "values" });
  const before = (...metrics: readonly Metric[]): Partial<Evidence> => ({
    baselines: { [lastPassing]: known({ at: "v0.3.0", metrics }) },
  });
  const was = (name: string, value: number, unit = "ms") =>
    metric(`bench.${name}`, value, { unit, tool: "values" });

  it.each<[string, MetricFact, Metric, string]>([
    ["5 % slower", bench("a", 105), was("a", 100), "pass"],
    ["more than 5 % slower", bench("a", 105.1), was("a", 100), "fail"],
    ["faster", bench("a", 10), was("a", 100), "pass"],
    ["in other units", bench("a", 0.104, "s"), was("a", 100), "pass"],
    ["fewer requests", bench("a", 94, "req/s"), was("a", 100, "req/s"), "fail"],
    ["more requests", bench("a", 200, "req/s"), was("a", 100, "req/s"), "pass"],
    ["from nothing to something", bench("a", 1), was("a", 0), "fail"],
    ["nothing still", bench("a", 0), was("a", 0), "pass"],
    ["of another dimension", bench("a", 1, "MB"), was("a", 1), "fail"],
    ["what the baseline does not know", bench("b", 1), was("a", 1), "pending"],
  ])("%s", (...[, now, then, verdict]) => {
    expect(judge({ ...asked, metrics: [now], evidence: before(then) }).verdict).toBe(verdict);
  });

  it("says both numbers and where the first is from", () => {
    expect(judge({ ...asked, metrics: [bench("a", 112)], evidence: before(was("a", 100)) }).reason).toBe(
      "bench.a is 112 ms and was 100 ms at v0.3.0: 12 % worse, asked is ≤ 5 % against the baseline",
    );
  });

  it("waits for what the baseline has and the report has not", () => {
    const evidence = before(was("a", 100), was("b", 100));

    expect(judge({ ...asked, metrics: [bench("a", 100)], evidence })).toMatchObject({
      verdict: "pending",
      reason: "bench.b of the baseline v0.3.0 is missing",
    });
  });

  it.each<[string, Evidence["baselines"]]>([
    ["was not read", {}],
    ["cannot be read", { [lastPassing]: unknown("403") }],
    ["is not there yet", { [lastPassing]: known(null) }],
  ])("waits where the baseline %s", (_, baselines = {}) => {
    expect(judge({ ...asked, metrics: [bench("a", 1)], evidence: { baselines } }).verdict).toBe("pending");
  });

  it("is asked for by the name that settings give", () => {
    const wanted = (proof: Partial<CriterionSettings>) =>
      needs(planFor({ threshold: noWorse }), settingsFor(proof));

    expect(wanted({ metrics: ["bench.*"] })).toMatchObject({
      metrics: ["bench.*"],
      baselines: [lastPassing],
    });
    expect(wanted({ baseline: "v0.3.0" }).baselines).toEqual(["v0.3.0"]);
    expect(needs(planFor({}), settingsFor({})).baselines).toEqual([]);
  });
});

describe("a threshold in the settings", () => {
  const same = { ...atLeast80, metric: "coverage.lines" };

  it("may repeat the plan's", () => {
    expect(judge({ proof: { threshold: same }, metrics: [fact("coverage.lines", 80)] }).verdict).toBe("pass");
    expect(settingsProblems(planFor({}), settingsFor({ threshold: same }))).toEqual([]);
  });

  it("that differs is a problem, and proves nothing", () => {
    const proof = { threshold: { ...same, value: 70 } };

    expect(judge({ proof, metrics: [fact("coverage.lines", 99)] })).toMatchObject({
      verdict: "pending",
      reason: "the settings ask for ≥ 70 % and the plan for ≥ 80 %",
    });
    expect(settingsProblems(planFor({}), settingsFor(proof))).toMatchObject([
      {
        rule: "threshold-differs",
        message:
          'Cannot judge G1.1 "line 1": the settings ask for ≥ 70 % and the plan for ≥ 80 %: make them the same',
      },
    ]);
  });

  it("serves where the plan has none", () => {
    const { threshold: _, ...box } = { kind: "box" as const, threshold: undefined };
    const plan = planWith({ gates: [gate("G1", ["start:plan"], { criteria: [box] })] });
    const settings = settingsFor({ threshold: same });

    expect(settingsProblems(plan, settings)).toEqual([]);
    expect(needs(plan, settings).metrics).toEqual(["coverage.lines"]);
  });
});
