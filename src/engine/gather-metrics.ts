import type { Evidence } from "../model/evidence.ts";
import type { Known } from "../model/known.ts";
import type { Baseline, MetricFacts } from "../model/metric.ts";
import { isBinding, isWanted, lastPassing, toWantedMetric } from "../model/metric.ts";
import type { CommitSha } from "../model/repository.ts";
import { parseMetricsFile } from "../evidence/reports/metrics-file.ts";
import { parseMetricsRecord } from "../evidence/reports/metrics-record.ts";
import { attempt } from "./attempt.ts";
import type { EvidenceInput } from "./gather-evidence.ts";
import type { GitHub, KeptMetrics } from "./github.ts";

/** Commits looked back on for a baseline; each costs reads. */
const baselineCommitsMax = 10;

type Asked = Pick<EvidenceInput, "github" | "home" | "commit" | "needs">;

/** Reads the reports of the commit and what changes are measured against, where settings name metrics at all. */
export async function gatherMetrics(
  asked: Asked,
): Promise<Pick<Evidence, "metrics" | "baselines" | "defaultBranch">> {
  const { github, home, commit, needs } = asked;
  if ((needs.metrics ?? []).length === 0) return {};
  const baselines: Record<string, Known<Baseline | null>> = {};
  for (const name of needs.baselines ?? []) {
    const reading = name === lastPassing ? readLastPassing(asked) : readRelease(asked, name);
    baselines[name] = await attempt("The baseline", reading);
  }
  return {
    metrics: await attempt("Reports of the workflow", readMetrics(github, home.facts.name, commit)),
    baselines,
    defaultBranch: home.facts.defaultBranch,
  };
}

/** What the runs of a commit kept, whoever's they are. An artifact that cannot be read is a flaw, not a gap. */
export async function readMetrics(
  github: GitHub,
  repository: Asked["home"]["facts"]["name"],
  commit: CommitSha,
): Promise<MetricFacts> {
  const kept = (await github.metrics(repository, commit)).map(read);
  return {
    metrics: kept.flatMap(({ metrics }) => metrics),
    flaws: kept.flatMap(({ flaws }) => flaws),
  };
}

function read({ run, artifact, content }: KeptMetrics): MetricFacts {
  const flawed = (reason: string): MetricFacts => ({
    metrics: [],
    flaws: [{ source: artifact, family: "", tool: "", reason, run }],
  });
  if (content.kind === "unknown") return flawed(content.reason);
  const file = parseMetricsFile(content.value);
  if ("reason" in file) return flawed(`its file cannot be read: ${file.reason}`);
  return {
    metrics: file.metrics.metrics.map((metric) => ({ ...metric, run })),
    flaws: file.metrics.flaws.map((flaw) => ({ ...flaw, run })),
  };
}

/** The newest commit of the default branch before this one whose run passed and reports one of the metrics. */
async function readLastPassing({ github, home, commit, needs }: Asked): Promise<Baseline | null> {
  const { name, defaultBranch } = home.facts;
  const passed = await github.passedCommits(name, defaultBranch);
  // One that is judged again later has only what was before it as its baseline.
  const earlier = passed.slice(passed.indexOf(commit) + 1).slice(0, baselineCommitsMax);
  const wanted = (needs.metrics ?? []).map(toWantedMetric);
  for (const candidate of earlier) {
    const { metrics } = await readMetrics(github, name, candidate);
    const binding = metrics.filter(({ run }) => isBinding(run, defaultBranch));
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
