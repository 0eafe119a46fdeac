import type { Operation } from "../model/operation.ts";
import { writeRegion } from "../model/region.ts";
import type { RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { jointly } from "../gates/jointly.ts";
import { incidentBody, incidentTitle } from "../report/incident.ts";
import type { Situation } from "./gather-plan.ts";
import type { Incident, Watch } from "./incidents.ts";
import { sayCheck } from "./say-check.ts";
import { releaseCheckName } from "./tags.ts";

/** A failing check on the tagged commit, and one issue that says what stood and what the plan says to do. */
export function reportIncidents(situation: Situation, watch: Watch): readonly Operation[] {
  const repository: RepositoryName = situation.home.facts.name;
  return watch.incidents.flatMap((incident): readonly Operation[] => {
    const { version, tag, checks, movedFrom, release } = incident;
    const subject: Subject = `incident:${version}`;
    if (watch.reported.has(subject) || watch.shared.get(version)?.speaker === false) return [];
    const title = incidentTitle(version, movedFrom !== undefined);
    const redrafted = situation.settings.releases.redraft && release !== undefined;
    const body = wordsOf(incident, { situation, watch, redrafted });
    const { path, home, deployment } = situation;
    const told = { title, base: "open", needs: [] } as const;
    const marker = { ...told, subject, plan: path, home: home.facts.id, deployment };
    const where = { repository, commit: tag.commit, name: releaseCheckName(version), annotations: [] };
    return [
      ...sayCheck({ ...where, conclusion: "failure", title, summary: body }, checks),
      ...(redrafted ? [{ kind: "withdraw-release", repository, tag: tag.name } as const] : []),
      { kind: "create-issue", subject, repository, title, body: writeRegion(marker, body), labels: [] },
    ];
  });
}

function wordsOf(
  { version, tag, movedFrom, push, release }: Incident,
  of: { readonly situation: Situation; readonly watch: Watch; readonly redrafted: boolean },
): string {
  const { parsed, evaluation, path } = of.situation;
  const own = evaluation.releases.find(({ key }) => key === version);
  const others = of.watch.shared.get(version)?.others ?? [];
  const phase = parsed.plan.releases.find((one) => one.version === version)?.phase;
  return incidentBody({
    version,
    tag: tag.name,
    commit: tag.commit,
    rollbacks: parsed.plan.rollbacks.filter((one) => one.phase === undefined || one.phase === phase),
    redrafted: of.redrafted,
    ...(own === undefined ? {} : { node: jointly({ path, node: own }, others) }),
    ...(movedFrom === undefined ? {} : { movedFrom }),
    ...(push === undefined ? {} : { push }),
    ...(release === undefined ? {} : { publishedBy: release.by }),
  });
}
