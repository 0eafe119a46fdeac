import type { SeedSettings } from "./seed-house.ts";

/** A seed, the versions it releases in order, and settings as a team would write them: what CI can prove, CI proves. */
export interface NamedSeed extends SeedSettings {
  readonly name: string;
  readonly versions: readonly string[];
}

export const seedSettings: readonly NamedSeed[] = [
  {
    name: "enterprise-hardening-execplan.md",
    versions: ["v0.2"],
    settings: [
      "gates:",
      "  - match: Validation and Acceptance",
      "    criteria:",
      "      - { match: Static analysis, check: { name: static, app: github-actions } }",
    ],
  },
  {
    name: "execution-playbook.md",
    versions: ["v0.4.0", "v0.4.1", "v0.4.2", "v0.4.3", "v0.4.4", "v0.4.5", "v0.4.6", "v0.4.7", "v0.4.9"],
    settings: [
      "gates:",
      '  - match: "Quality Gates (Enforce at Every Release)"',
      "    criteria:",
      "      - { match: coverage, metric: coverage.lines }",
      "      - { match: Type checking, check: { name: mypy, app: github-actions } }",
      '      - { match: Linting, metric: ["ruff:findings.errors", "ruff:findings.warnings"] }',
      '      - { match: bandit, metric: ["bandit:findings.critical", "bandit:findings.high"] }',
      "      - { match: regression, metric: bench.* }",
    ],
  },
  {
    name: "goap-execution-plan.md",
    versions: [],
    settings: [
      "gates:",
      "  - match: Quality Gate 1",
      "    criteria:",
      "      - { match: cargo build, check: { name: build, app: github-actions } }",
      "  - match: Quality Gate 2",
      "    criteria:",
      "      - { match: documentation files, file: DEPLOYMENT.md }",
    ],
  },
  {
    name: "memory-packaging-roadmap.md",
    versions: ["v0.1.0"],
    settings: [
      "gates:",
      "  - match: G2",
      "    criteria:",
      "      - { match: test pass rate, metric: tests.pass-rate }",
      "      - { match: test coverage, metric: coverage.lines }",
    ],
    planSettings: ["repositories:", "  TTA: acme/web", "  TTA.dev: acme/tool"],
  },
  {
    name: "release-preparation.md",
    versions: ["v0.2.0"],
    settings: [
      "gates:",
      "  - match: Release Readiness Checklist",
      "    criteria:",
      '      - { match: critical code quality issues, metric: "ruff:findings.F821", threshold: "= 0" }',
      "      - { match: All tests passing, check: { name: tests, app: github-actions } }",
    ],
  },
];
