import { describe, expect, it } from "vitest";
import { parseReport } from "../../src/evidence/reports/parse-report.ts";
import { toMetrics } from "../../src/evidence/reports/to-metrics.ts";
import { evaluate } from "../../src/gates/evaluate.ts";
import { mayTag } from "../../src/gates/judge-version.ts";
import { proposeMetrics } from "../../src/gates/propose-metrics.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { known } from "../../src/model/known.ts";
import type { Metric, RunFacts } from "../../src/model/metric.ts";
import { lastPassing } from "../../src/model/metric.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { CommitSha } from "../../src/model/repository.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import type { Settings } from "../../src/model/settings.ts";
import type { VerdictNode } from "../../src/model/verdict.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { parseSettings } from "../../src/plan/parse-settings.ts";
import { evidenceWith } from "./evidence-with.ts";
import { seedPlans } from "./plans-folder.ts";

const today = new Date("2026-01-05T12:00:00Z");

function planOf(name: string): Plan {
  const seed = seedPlans().find((plan) => plan.name === `seeds/${name}.md`);
  if (seed === undefined) throw new Error(`Cannot find the seed "${name}" in the shared plans`);
  return parsePlan(seed.bytes).plan;
}

function settingsOf(yaml: string): Settings {
  const { settings, problems } = parseSettings(new TextEncoder().encode(`version: 1\n${yaml}`));
  expect(problems).toEqual([]);
  return settings;
}

const push: RunFacts = {
  id: 1,
  url: "https://github.example/runs/1",
  event: "push",
  branch: "main",
  commit: "c0ffee" as CommitSha,
  fork: false,
};

/** What the workflow of a commit kept, from its reports' own bytes. */
function reported(reports: Readonly<Record<string, string>>, run = push): Partial<Evidence> {
  const { metrics, flaws } = toMetrics(
    Object.entries(reports).map(([path, text]) =>
      parseReport({ path, bytes: new TextEncoder().encode(text) }),
    ),
  );
  return {
    defaultBranch: "main",
    metrics: known({
      metrics: metrics.map((metric) => ({ ...metric, run })),
      flaws: flaws.map((flaw) => ({ ...flaw, run })),
    }),
  };
}

function leaves(node: VerdictNode | undefined): readonly VerdictNode[] {
  if (node === undefined) return [];
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}

const f821 = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, row) => ({
      code: "F821",
      filename: "src/agent_orchestration/router.py",
      location: { row, column: 5 },
      end_location: { row, column: 12 },
      message: "Undefined name `Session`",
    })),
  );

describe("R6: BLOCKING RELEASE (F821), by one line of settings", () => {
  const plan = planOf("release-preparation");
  const settings = settingsOf(
    'gates: [{ match: Release Readiness Checklist, criteria: [{ match: critical code quality issues, metric: "ruff:findings.F821", threshold: "= 0" }] }]',
  );

  /** What the metric's line says before the tag of v0.2.0. */
  function line(evidence: Partial<Evidence>): VerdictNode | undefined {
    const evaluation = evaluate({ plan, settings, evidence: evidenceWith(evidence), now: today });
    const release = mayTag(evaluation, "v0.2.0");
    expect(release?.verdict).not.toBe("pass");
    return leaves(release).find(({ title }) => title.includes("critical code quality issues"));
  }

  it("12 instances block v0.2.0, with the number", () => {
    expect(line(reported({ "ruff.json": f821(12) }))).toMatchObject({
      verdict: "fail",
      reason: "findings.F821 is 12 findings, asked is = 0",
    });
  });

  it("none lets this line go", () => {
    expect(line(reported({ "ruff.json": "[]" }))?.verdict).toBe("pass");
    expect(line(reported({ "ruff.txt": "All checks passed!\n" }))?.verdict).toBe("pass");
  });

  it("nothing else does", () => {
    const others: readonly Partial<Evidence>[] = [
      {},
      reported({ "mypy.txt": "Success: no issues found in 14 source files\n" }),
      reported({ "ruff.json": "" }),
      reported({ "ruff.json": f821(0).slice(0, -1) }),
      reported({ "ruff.json": "[]" }, { ...push, event: "pull_request", branch: "fix" }),
      reported({ "ruff.json": "[]" }, { ...push, branch: "fix" }),
      reported({ "ruff.json": "[]" }, { ...push, fork: true }),
    ];

    expect(others.map((evidence) => line(evidence)?.verdict)).not.toContain("pass");
  });
});

describe("P7: Quality Gates (Enforce at Every Release), proved by reports", () => {
  const plan = planOf("execution-playbook");
  const settings = settingsOf(`gates:
  - match: Quality Gates (Enforce at Every Release)
    criteria:
      - { match: coverage, metric: coverage.lines }
      - { match: Type checking, metric: "mypy:findings.errors" }
      - { match: Linting, metric: ["ruff:findings.errors", "ruff:findings.warnings"] }
      - { match: bandit, metric: ["bandit:findings.critical", "bandit:findings.high"] }
      - { match: regression, metric: bench.* }
`);
  const bandit = (level: string): string =>
    `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Bandit"}},"results":[{"ruleId":"B602","level":"${level}","message":{"text":"x"}}]}]}`;
  const good: Readonly<Record<string, string>> = {
    "coverage.xml": '<coverage lines-valid="1000" lines-covered="812"/>',
    "mypy.txt": "Success: no issues found in 14 source files\n",
    "ruff.json": "[]",
    "bandit.sarif": bandit("note"),
    "bench.txt": "bench.search=104 ms\n",
  };
  const before: Metric = {
    name: "bench.search",
    tool: "values",
    value: 100,
    unit: "ms",
    source: "bench.txt",
  };
  const baselines = { [lastPassing]: known({ at: "0ddba11", metrics: [before] }) };

  /** The five verdicts before the tag of every release, the same for each. */
  function verdicts(evidence: Partial<Evidence>): readonly string[] {
    const { moments } = evaluate({
      plan,
      settings,
      evidence: evidenceWith({ baselines, ...evidence }),
      now: today,
    });
    const found = plan.releases.map(({ version }) =>
      moments[`tag:${version}`]?.children
        .find((child) => child.line === 311)
        ?.children.map(({ verdict }) => verdict),
    );
    expect(found).toHaveLength(10);
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(1);
    return found[0] ?? [];
  }

  it("all five hold", () => {
    expect(verdicts(reported(good))).toEqual(["pass", "pass", "pass", "pass", "pass"]);
  });

  it.each<[string, string, string, number]>([
    ["79.9 % coverage", "coverage.xml", '<coverage lines-valid="1000" lines-covered="799"/>', 0],
    [
      "one error of mypy",
      "mypy.txt",
      "src/a.py:3: error: x  [name-defined]\nFound 1 error in 1 file (checked 14 source files)\n",
      1,
    ],
    ["one error of ruff", "ruff.json", f821(1), 2],
    ["one high finding of bandit", "bandit.sarif", bandit("error"), 3],
    ["a regression of 6 %", "bench.txt", "bench.search=106 ms\n", 4],
  ])("%s fails its own line and no other", (...[, path, text, position]) => {
    const expected = ["pass", "pass", "pass", "pass", "pass"].with(position, "fail");

    expect(verdicts(reported({ ...good, [path]: text }))).toEqual(expected);
  });

  it.each(Object.keys(good))("without %s its line waits, and no other", (path) => {
    const { [path]: _, ...rest } = good;
    const found = verdicts(reported(rest));

    expect(found.toSorted()).toEqual(["pass", "pass", "pass", "pass", "pending"]);
  });

  it("a pull request's own reports prove none", () => {
    const own = { ...push, event: "pull_request", branch: "feature" };

    expect(verdicts(reported(good, own))).toEqual(Array.from({ length: 5 }, () => "pending"));
  });

  it("plangate lint proposes what these settings say", () => {
    const gate = plan.gates.find(({ line }) => line === 311);
    const markers = proposeMetrics(plan, defaultSettings)
      .filter(({ line }) => line >= 311 && line <= 340)
      .map(({ marker }) => /metric: (.*?) \}/.exec(marker)?.[1]);

    expect(gate?.criteria).toHaveLength(5);
    expect(markers).toEqual([
      "coverage.lines",
      "mypy:findings.errors",
      "[ruff:findings.errors, ruff:findings.warnings]",
      "[bandit:findings.critical, bandit:findings.high]",
      "bench.*",
    ]);
  });
});
