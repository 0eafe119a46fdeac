import type { TagFact } from "../model/evidence.ts";
import type { Posture } from "../model/posture.ts";
import { readBody } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import { readWatch } from "../model/watch.ts";
import type { GitHub, OwnCheckFacts } from "./github.ts";
import type { Situation } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import { gatherPosture } from "./gather-posture.ts";
import { releaseCheckName, tagOfVersion } from "./tags.ts";

/** Which declared versions are looked after, and which of them were tagged past the walls. */
export interface Watch {
  /** For the tracking issue's hidden line: versions that were seen untagged and have no proven tag yet. */
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
}

/**
 * A watched version whose tag's commit has no passing release check of ours came past the walls. Versions that were
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
  if (situation.evidence.tags.kind === "unknown") return { versions: before, incidents: [], reported };

  const versions: string[] = [];
  const incidents: Incident[] = [];
  for (const version of new Set(declared)) {
    const tag = tagOfVersion(situation.evidence, version);
    if (tag === undefined) versions.push(version);
    if (tag === undefined || !before.includes(version)) continue;
    const checks = await github.ownChecks(situation.home.facts.name, tag.commit);
    if (isProven(version, tag, checks)) continue;
    versions.push(version);
    incidents.push({ version, tag, checks });
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
