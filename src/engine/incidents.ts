import type { TagFact } from "../model/evidence.ts";
import type { Posture } from "../model/posture.ts";
import { readBody } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import { readWatch, releasedAt, watchWord } from "../model/watch.ts";
import type { GitHub, OwnCheckFacts } from "./github.ts";
import type { ReleaseFacts, TagPushFacts } from "./release-port.ts";
import type { Situation } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import { gatherPosture } from "./gather-posture.ts";
import { otherPlans } from "./other-plans.ts";
import type { OtherPlan } from "./other-plans.ts";
import type { Round } from "./round.ts";
import { releaseCheckName, tagOfVersion } from "./tags.ts";

/** Which declared versions are looked after, and which of them were tagged past the walls. */
export interface Watch {
  /** Words for the tracking issue's hidden line: versions seen untagged, and where the proven ones were released. */
  readonly versions: readonly string[];
  readonly incidents: readonly Incident[];
  /** Incidents whose issue is there already, or under way. */
  readonly reported: ReadonlySet<Subject>;
  /** By its name, each declared version that other plans of the home have a part in. */
  readonly shared: ReadonlyMap<string, SharedVersion>;
  /** Which walls stand before the tags; absent where the plan declares no release. */
  readonly posture?: Posture;
}

/** A version that more plans than one declare, or that one which cannot be read may declare. */
export interface SharedVersion {
  readonly others: readonly OtherPlan[];
  /** Whether this plan posts the version's check and reports its incident, for all of them. */
  readonly speaker: boolean;
}

export interface Incident {
  readonly version: string;
  readonly tag: TagFact;
  /** Our own checks on the tagged commit. */
  readonly checks: readonly OwnCheckFacts[];
  /** The commit it was released at before somebody moved it. */
  readonly movedFrom?: string;
  /** Who pushed it, where GitHub says so. */
  readonly push?: TagPushFacts;
  /** Its release, where somebody published one. */
  readonly release?: ReleaseFacts;
}

/**
 * A watched version whose tag's commit has no passing release check of ours came past the walls; one that points at
 * another commit than it was released at was moved. Versions that were
 * tagged when plangate first saw them are not watched. While the tags cannot be read, nothing changes.
 */
export async function gatherWatch(
  situation: Situation,
  doors: Pick<Round, "github" | "ports">,
): Promise<Watch> {
  const walls = await gatherPosture(situation, doors.github);
  const tags = await gatherTags(situation, doors.github);
  const shared = await gatherShared(situation, doors);
  return { ...tags, shared, ...(walls === undefined ? {} : { posture: walls }) };
}

/** Versions of the plan that other plans of its home have a part in. */
async function gatherShared(
  situation: Situation,
  doors: Pick<Round, "github" | "ports">,
): Promise<ReadonlyMap<string, SharedVersion>> {
  const { parsed, paths, path, copy, judgedAt: commit } = situation;
  const versions = [...new Set(parsed.plan.releases.map(({ version }) => version))];
  // The first plan that declares it, and a checklist only where no plan does.
  const place = (of: { readonly path: string; readonly isCopy: boolean }): number =>
    paths.indexOf(of.path) + (of.isCopy ? paths.length : 0);
  const own = place({ path, isCopy: copy !== undefined });
  const found = await otherPlans(situation, { versions, commit }, doors);
  return new Map(
    [...found].map(([version, others]) => {
      return [version, { others, speaker: others.every((one) => !one.declares || place(one) > own) }];
    }),
  );
}

async function gatherTags(situation: Situation, github: GitHub): Promise<Omit<Watch, "shared" | "posture">> {
  const tracking = situation.matches.get("plan");
  const body = tracking && observedIssues(situation.observed).get(issueKey(tracking))?.body;
  const before = (body === undefined ? undefined : readWatch(body)) ?? [];
  const reported = reportedIncidents(situation);
  const declared = situation.parsed.plan.releases.map((release) => release.version);
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
    const isNew = !reported.has(`incident:${version}`);
    const { name } = situation.home.facts;
    const release = isNew ? await github.release(name, tag.name) : undefined;
    const push = isNew ? await github.tagPush(name, tag) : undefined;
    incidents.push({
      version,
      tag,
      checks,
      ...(at === undefined ? {} : { movedFrom: at }),
      ...(push === undefined ? {} : { push }),
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
