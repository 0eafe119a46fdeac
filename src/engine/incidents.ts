import type { TagFact } from "../model/evidence.ts";
import type { Posture } from "../model/posture.ts";
import { readBody } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import { readWatch, releasedAt, watchWord } from "../model/watch.ts";
import type { GitHub, OwnCheckFacts } from "./github.ts";
import type { ReleaseFacts } from "./release-port.ts";
import type { Situation } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import { gatherPosture } from "./gather-posture.ts";
import { releaseCheckName, tagOfVersion } from "./tags.ts";

/** Which declared versions are looked after, and which of them were tagged past the walls. */
export interface Watch {
  /** Words for the tracking issue's hidden line: versions seen untagged, and where the proven ones were released. */
  readonly versions: readonly string[];
  readonly incidents: readonly Incident[];
  /** Incidents whose issue is there already, or under way. */
  readonly reported: ReadonlySet<Subject>;
  /** Which walls stand before the tags; absent where the plan declares no release. */
  readonly posture?: Posture;
}

export interface Incident {
  readonly version: string;
  readonly tag: TagFact;
  /** Our own checks on the tagged commit. */
  readonly checks: readonly OwnCheckFacts[];
  /** The commit it was released at before somebody moved it. */
  readonly movedFrom?: string;
  /** Its release, where somebody published one. */
  readonly release?: ReleaseFacts;
}

/**
 * A watched version whose tag's commit has no passing release check of ours came past the walls; one that points at
 * another commit than it was released at was moved. Versions that were
 * tagged when plangate first saw them are not watched. While the tags cannot be read, nothing changes.
 */
export async function gatherWatch(situation: Situation, github: GitHub): Promise<Watch> {
  const walls = await gatherPosture(situation, github);
  return { ...(await gatherTags(situation, github)), ...(walls === undefined ? {} : { posture: walls }) };
}

async function gatherTags(situation: Situation, github: GitHub): Promise<Watch> {
  const tracking = situation.matches.get("plan");
  const body = tracking && observedIssues(situation.observed).get(issueKey(tracking))?.body;
  const before = (body === undefined ? undefined : readWatch(body)) ?? [];
  const reported = reportedIncidents(situation);
  const declared = situation.parsed.plan.releases.map((release) => release.version);
  // A checklist's own version is told by the plan that declares it.
  if (situation.copy !== undefined) return { versions: [], incidents: [], reported };
  if (situation.evidence.tags.kind === "unknown") return { versions: before, incidents: [], reported };

  const versions: string[] = [];
  const incidents: Incident[] = [];
  for (const version of new Set(declared)) {
    const at = releasedAt(before, version);
    const tag = tagOfVersion(situation.evidence, version);
    if (tag === undefined || tag.commit === at) versions.push(watchWord(version, at));
    if (tag === undefined || tag.commit === at) continue;
    if (at === undefined && !before.includes(version)) continue;
    const checks = await github.ownChecks(situation.home.facts.name, tag.commit);
    if (at === undefined && isProven(version, tag, checks)) {
      versions.push(watchWord(version, tag.commit));
      continue;
    }
    versions.push(watchWord(version, at));
    const release = reported.has(`incident:${version}`)
      ? undefined
      : await github.release(situation.home.facts.name, tag.name);
    incidents.push({
      version,
      tag,
      checks,
      ...(at === undefined ? {} : { movedFrom: at }),
      ...(release === undefined || release.draft ? {} : { release }),
    });
  }
  return { versions, incidents, reported };
}

/** Subjects of the incidents that have an issue of ours, or whose issue is being made. */
function reportedIncidents({ observed, ledger, path, home, deployment }: Situation): ReadonlySet<Subject> {
  const reported = new Set<Subject>(ledger.map(({ subject }) => subject));
  for (const issue of observedIssues(observed).values()) {
    const body = issue.own ? readBody(issue.body) : undefined;
    const marker = body === undefined || body.kind === "none" ? undefined : body.marker;
    if (marker === undefined || marker.plan !== path || marker.home !== home.facts.id) continue;
    if (marker.deployment === deployment) reported.add(marker.subject);
  }
  return reported;
}

function isProven(version: string, tag: TagFact, checks: readonly OwnCheckFacts[]): boolean {
  const names = [releaseCheckName(version), releaseCheckName(tag.name)];
  return checks.some((check) => names.includes(check.name) && check.conclusion === "success");
}
