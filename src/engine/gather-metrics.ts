import type { Evidence } from "../model/evidence.ts";
import type { Known } from "../model/known.ts";
import { known } from "../model/known.ts";
import { fileDigest } from "../model/digest.ts";
import type { Baseline, FlawFact, KeptFile, MetricFacts } from "../model/metric.ts";
import { isBinding, isWanted, lastPassing, toWantedMetric } from "../model/metric.ts";
import type { CommitSha } from "../model/repository.ts";
import { parseMetricsFile } from "../evidence/reports/metrics-file.ts";
import { parseMetricsRecord } from "../evidence/reports/metrics-record.ts";
import { parseVerificationsFile } from "../evidence/reports/verifications-file.ts";
import type { VerificationFacts } from "../model/verification.ts";
import { attempt } from "./attempt.ts";
import type { EvidenceInput } from "./gather-evidence.ts";
import type { GitHub, KeptMetrics } from "./github.ts";

/** Commits looked back on for a baseline; each costs reads. */
const baselineCommitsMax = 10;

type Asked = Pick<EvidenceInput, "github" | "home" | "commit" | "needs">;

/** What the runs of one commit kept for gates. */
export interface KeptFacts {
  readonly metrics: MetricFacts;
  readonly verifications: VerificationFacts;
}

/**
 * Reads the reports of the commit, what its verification commands did, and what changes are measured against, where
 * settings name metrics or allow commands at all.
 */
export async function gatherMetrics(
  asked: Asked,
): Promise<Pick<Evidence, "metrics" | "verifications" | "baselines" | "defaultBranch">> {
  const { github, home, commit, needs } = asked;
  const { metrics = [], commands = [] } = needs;
  if (metrics.length + commands.length === 0) return {};
  const baselines: Record<string, Known<Baseline | null>> = {};
  for (const name of needs.baselines ?? []) {
    const reading = name === lastPassing ? readLastPassing(asked) : readRelease(asked, name);
    baselines[name] = await attempt("The baseline", reading);
  }
  const kept = await attempt("Reports of the workflow", readKept(github, home.facts.name, commit));
  return {
    metrics: kept.kind === "known" ? known(kept.value.metrics) : kept,
    verifications: kept.kind === "known" ? known(kept.value.verifications) : kept,
    baselines,
    defaultBranch: home.facts.defaultBranch,
  };
}

/** What the runs of a commit kept, whoever's they are. An artifact that cannot be read is a flaw, not a gap. */
export async function readKept(
  github: GitHub,
  repository: Asked["home"]["facts"]["name"],
  commit: CommitSha,
): Promise<KeptFacts> {
  const kept = await github.metrics(repository, commit);
  const metrics = kept.filter(({ holds }) => holds === "metrics").map(readMetrics);
  const verifications = kept.filter(({ holds }) => holds === "verifications").map(readVerifications);
  return {
    metrics: {
      metrics: metrics.flatMap((file) => file.metrics),
      flaws: metrics.flatMap(({ flaws }) => flaws),
    },
    verifications: {
      verifications: verifications.flatMap((file) => file.verifications),
      flaws: verifications.flatMap(({ flaws }) => flaws),
    },
  };
}

function readMetrics(kept: KeptMetrics): MetricFacts {
  const { run, content } = kept;
  if (content.kind === "unknown") return { metrics: [], flaws: [flawOf(kept, content.reason)] };
  const file = parseMetricsFile(content.value);
  if ("reason" in file) return { metrics: [], flaws: [flawOf(kept, unreadable(file.reason))] };
  return {
    metrics: file.metrics.metrics.map((metric) => ({ ...metric, run, kept: keptFile(kept, content.value) })),
    flaws: file.metrics.flaws.map((flaw) => ({ ...flaw, run })),
  };
}

function readVerifications(kept: KeptMetrics): VerificationFacts {
  const { run, content } = kept;
  if (content.kind === "unknown") return { verifications: [], flaws: [flawOf(kept, content.reason)] };
  const file = parseVerificationsFile(content.value);
  if ("reason" in file) return { verifications: [], flaws: [flawOf(kept, unreadable(file.reason))] };
  const from = { run, kept: keptFile(kept, content.value) };
  return { verifications: file.verifications.map((one) => ({ ...one, ...from })), flaws: [] };
}

function keptFile({ artifact }: KeptMetrics, bytes: Uint8Array): KeptFile {
  return { artifact, sha256: fileDigest(bytes) };
}

function unreadable(reason: string): string {
  return `its file cannot be read: ${reason}`;
}

function flawOf({ holds, run, artifact }: KeptMetrics, reason: string): FlawFact {
  return { source: artifact, family: holds === "verifications" ? "verify" : "", tool: "", reason, run };
}

/** The newest commit of the default branch before this one whose run passed and reports one of the metrics. */
async function readLastPassing({ github, home, commit, needs }: Asked): Promise<Baseline | null> {
  const { name, defaultBranch } = home.facts;
  const passed = await github.passedCommits(name, defaultBranch);
  // One that is judged again later has only what was before it as its baseline.
  const earlier = passed.slice(passed.indexOf(commit) + 1).slice(0, baselineCommitsMax);
  const wanted = (needs.metrics ?? []).map(toWantedMetric);
  for (const candidate of earlier) {
    const { metrics } = await readKept(github, name, candidate);
    const binding = metrics.metrics.filter(({ run }) => isBinding(run, defaultBranch));
    const [first] = binding.filter((metric) => wanted.some((one) => isWanted(one, metric)));
    if (first === undefined) continue;
    return {
      at: candidate.slice(0, 7),
      url: first.run.url,
      metrics: binding.map(({ run: _run, ...metric }) => metric),
    };
  }
  return null;
}

/** What the record of a published release says it was then. */
async function readRelease({ github, home }: Asked, tag: string): Promise<Baseline | null> {
  const release = await github.release(home.facts.name, tag);
  if (release === undefined || release.draft) return null;
  const metrics = parseMetricsRecord(release.body);
  return metrics === undefined ? null : { at: tag, url: release.url, metrics };
}
