import type { CommitSha } from "./repository.ts";

/** A number that a report gives, under a name that settings may ask for: `coverage.lines`, `findings.high`, `bench.search`. */
export interface Metric {
  readonly name: string;
  /** What it comes from: `lcov`, `cobertura`, `junit`, `ruff`, `mypy`, the tool that wrote a SARIF file, `values`. */
  readonly tool: string;
  readonly value: number;
  /** As in `units.ts`. */
  readonly unit: string;
  /** Path of the report. */
  readonly source: string;
}

/** Why a report gives no number: missing, cut off, of no test, not a number. Never taken for a value. */
export interface ReportFlaw {
  readonly source: string;
  /** Which metrics it would have given; empty where that cannot be told. */
  readonly family: MetricFamily | "";
  /** Empty where that cannot be told. */
  readonly tool: string;
  readonly reason: string;
}

/** The first word of a metric's name, where a format says what it gives. */
export type MetricFamily = "coverage" | "tests" | "findings" | "verify";

/** What GitHub says of the workflow run that kept a report; nothing of it comes from the report. */
export interface RunFacts {
  readonly id: number;
  readonly url: string;
  /** `push`, `merge_group`, `pull_request` … */
  readonly event: string;
  /** The branch it ran for, as GitHub names it; empty where there is none. */
  readonly branch: string;
  readonly commit: CommitSha;
  /** True where the code that ran came from another repository. */
  readonly fork: boolean;
}

/** The file that a run kept, as plangate read it: its artifact expires, this does not. */
export interface KeptFile {
  readonly artifact: string;
  readonly sha256: string;
}

export interface MetricFact extends Metric {
  readonly run: RunFacts;
  readonly kept?: KeptFile;
}

export interface FlawFact extends ReportFlaw {
  readonly run: RunFacts;
}

/** What the runs of one commit kept. */
export interface MetricFacts {
  readonly metrics: readonly MetricFact[];
  readonly flaws: readonly FlawFact[];
}

/** What a change is measured against, and where it was so. */
export interface Baseline {
  /** `v0.3.0`, or the commit. */
  readonly at: string;
  readonly url?: string;
  readonly metrics: readonly Metric[];
}

/** The baseline where settings name no release: the default branch's last commit before this one whose run passed. */
export const lastPassing = "last-passing";

/** A metric as settings name it: `findings.errors`, `mypy:findings.errors` of one tool alone, or `bench.*`. */
export interface WantedMetric {
  readonly name: string;
  readonly tool?: string;
}

export function toWantedMetric(text: string): WantedMetric {
  const at = text.indexOf(":");
  return at < 0 ? { name: text } : { tool: text.slice(0, at), name: text.slice(at + 1) };
}

/** True where a metric is the one that is wanted. */
export function isWanted({ name, tool }: WantedMetric, metric: Pick<Metric, "name" | "tool">): boolean {
  const named = name.endsWith(".*") ? metric.name.startsWith(name.slice(0, -1)) : metric.name === name;
  return named && (tool === undefined || tool.toLowerCase() === metric.tool.toLowerCase());
}

/**
 * True where a run counts for what the default branch is judged by: a push to it, or its merge queue. A pull request's
 * own run, and any of a fork, counts for nothing: its code writes its own numbers.
 */
export function isBinding(run: RunFacts, defaultBranch: string): boolean {
  if (run.fork) return false;
  if (run.event === "push") return run.branch === defaultBranch;
  return run.event === "merge_group" && run.branch.startsWith(`gh-readonly-queue/${defaultBranch}/`);
}
