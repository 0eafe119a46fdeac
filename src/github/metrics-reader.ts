import { TerminalError } from "../engine/errors.ts";
import type { GitHubReader, KeptMetrics } from "../engine/github.ts";
import { known, unknown } from "../model/known.ts";
import type { RunFacts } from "../model/metric.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import type { Cache } from "./bounded-cache.ts";
import { download } from "./download.ts";
import { readZip, ZipError } from "./read-zip.ts";
import type { ArtifactJson, RunJson } from "./run-json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** The artifacts, by their whole names or with a suffix of one's own: a run may keep no two of one name. */
const artifactName = /^(plangate-(?:metrics|verify))(?:-.{1,100})?$/;

/** Bytes of one archive. */
const archiveBytesMax = 1_048_576;
const runsMax = 100;
const artifactsMax = 50;
/** Runs of forks. */
const strangersMax = 5;

/** Runs of other events never count and are not looked at: a schedule alone would add hundreds to one commit. */
const events: ReadonlySet<string> = new Set(["push", "merge_group", "pull_request"]);

interface Kept {
  /** What was read of artifacts, which never change. */
  readonly blobs: Cache<Uint8Array>;
}

/** Reads what workflow runs kept of their reports. What is said of a run is GitHub's word, never the artifact's. */
export function metricsReader(wire: Wire, { blobs }: Kept): Pick<GitHubReader, "metrics" | "passedCommits"> {
  return {
    async metrics(repository, commit) {
      const runs = await listRuns(wire, repository, { head_sha: commit });
      // GitHub filters by the commit; what it says of each run is what counts.
      const wanted = runs.filter((run) => events.has(run.event) && run.head_sha === commit);
      const own = wanted.filter((run) => !isFork(run));
      if (own.length > runsMax) {
        throw new TerminalError(
          `Cannot read the reports of ${commit}: it has more than ${runsMax} workflow runs`,
        );
      }
      const kept = await keptBy({ wire, blobs }, repository, own);
      if (kept.length > artifactsMax) {
        throw new TerminalError(`Cannot read the reports of ${commit}: there are more than ${artifactsMax}`);
      }
      // Strangers' never count: theirs are shown as far as they go, and are never in the way.
      const strangers = wanted.filter(isFork).slice(0, strangersMax);
      return [...kept, ...(await keptBy({ wire, blobs }, repository, strangers)).slice(0, artifactsMax)];
    },

    async passedCommits(repository, branch) {
      const call = {
        doing: `read the workflow runs of ${branch} in ${repository}`,
        route: "GET /repos/{owner}/{repo}/actions/runs",
        parameters: { ...pathOf(repository), branch, event: "push", status: "success", per_page: 100 },
      };
      // The newest hundred are enough to look back on: this is the one list that is not read to its end.
      const { workflow_runs: runs } = await wire.read<{ readonly workflow_runs: readonly RunJson[] }>(call);
      const own = runs.filter(
        (run) => !isFork(run) && run.head_branch === branch && run.conclusion === "success",
      );
      return [...new Set(own.map((run) => run.head_sha as CommitSha))];
    },
  };
}

/** What runs kept, one after the other; ends early beyond what may be. */
async function keptBy(
  { wire, blobs }: Kept & { readonly wire: Wire },
  repository: RepositoryName,
  runs: readonly RunJson[],
): Promise<readonly KeptMetrics[]> {
  const kept: KeptMetrics[] = [];
  for (const run of runs) {
    for (const artifact of await artifactsOf(wire, repository, run)) {
      if (kept.length > artifactsMax) return kept;
      const content = await contentOf({ wire, blobs }, repository, artifact);
      const holds = stemOf(artifact.name) === "plangate-verify" ? "verifications" : "metrics";
      kept.push({ holds, run: factsOf(run), artifact: artifact.name, content });
    }
  }
  return kept;
}

function listRuns(
  wire: Wire,
  repository: RepositoryName,
  which: { readonly head_sha: CommitSha },
): Promise<readonly RunJson[]> {
  const call = {
    doing: `read the workflow runs of ${which.head_sha.slice(0, 7)} in ${repository}`,
    route: "GET /repos/{owner}/{repo}/actions/runs",
    parameters: { ...pathOf(repository), ...which },
  };
  return wire.list<RunJson>(call, "workflow_runs");
}

/** A run done again keeps its number and makes new artifacts of the same names: the newest counts. */
function latest(artifacts: readonly ArtifactJson[]): readonly ArtifactJson[] {
  const found = new Map<string, ArtifactJson>();
  for (const artifact of artifacts.toSorted((one, other) => one.id - other.id))
    found.set(artifact.name, artifact);
  return [...found.values()];
}

function factsOf(run: RunJson): RunFacts {
  return {
    id: run.id,
    url: run.html_url,
    event: run.event,
    branch: run.head_branch ?? "",
    commit: run.head_sha as CommitSha,
    fork: isFork(run),
  };
}

/** A repository that was deleted since may have been one. */
function isFork({ repository, head_repository: head }: RunJson): boolean {
  return head?.id !== repository.id;
}

/** The file in an artifact. What is wrong with the archive is a reason; what GitHub refuses rejects. */
async function contentOf(
  { wire, blobs }: Kept & { readonly wire: Wire },
  repository: RepositoryName,
  artifact: ArtifactJson,
): Promise<KeptMetrics["content"]> {
  if (artifact.expired) return unknown("it has expired: run the workflow again");
  if (artifact.size_in_bytes > archiveBytesMax) return unknown(`it is longer than ${archiveBytesMax} bytes`);
  const key = `artifact:${repository}:${artifact.id}`;
  const kept = blobs.get(key);
  if (kept !== undefined) return known(kept);
  const doing = `read the artifact ${artifact.id} of ${repository}`;
  try {
    const url = await wire.locate({
      doing,
      route: "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
      parameters: { ...pathOf(repository), artifact_id: artifact.id, archive_format: "zip" },
    });
    const archive = await download(url, { apiUrl: wire.baseUrl, bytesMax: archiveBytesMax, doing });
    const bytes = await readZip(archive, `${stemOf(artifact.name) ?? ""}.json`);
    blobs.set(key, bytes, bytes.length);
    return known(bytes);
  } catch (error) {
    if (error instanceof ZipError) return unknown(error.message);
    throw error;
  }
}

/** What an artifact's name begins with: also the name of the one file in it that is read. */
function stemOf(artifact: string): string | undefined {
  return artifactName.exec(artifact)?.[1];
}

async function artifactsOf(
  wire: Wire,
  repository: RepositoryName,
  run: RunJson,
): Promise<readonly ArtifactJson[]> {
  const found = await wire.list<ArtifactJson>(
    {
      doing: `read the artifacts of run ${run.id} in ${repository}`,
      route: "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
      parameters: { ...pathOf(repository), run_id: run.id },
    },
    "artifacts",
  );
  return latest(found.filter(({ name }) => stemOf(name) !== undefined));
}
