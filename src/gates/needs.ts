import type { Needs } from "../model/evidence.ts";
import type { Plan } from "../model/plan.ts";
import type { Settings } from "../model/settings.ts";
import { parseVersion } from "../model/version.ts";
import { baselineOf } from "./thresholds-of.ts";
import { verifiable } from "./verifiable.ts";
import { approvalOf, proofOf, settingsOfGate } from "./approvers.ts";

/**
 * What evidence the gates of a plan ask for, so that nothing else has to be read. `judgesVersion` where a version is to
 * be judged that the plan may not declare.
 */
export function needs(plan: Plan, settings: Settings, judgesVersion = false): Needs {
  const asked = plan.gates.flatMap((gate) =>
    gate.criteria.map((criterion) => ({ criterion, proof: proofOf(settings, gate, criterion) })),
  );
  const approvals = [...plan.gates, ...plan.decisions].map((gate) => approvalOf(settings, gate));
  const teams = approvals.flatMap(({ by }) => by).filter((name) => name.includes("/"));
  const versions = plan.releases.map((release) => release.version);
  const named = plan.dependencies.filter(
    (dependency) => dependency.external && parseVersion(dependency.to) !== undefined,
  );
  const files = asked.flatMap(({ criterion, proof }) => proof?.file ?? criterion.file ?? []);
  const inWords = plan.dependencies.some(
    (dependency) => dependency.external && parseVersion(dependency.to) === undefined,
  );
  return {
    tags: versions.length > 0 || named.length > 0 || asked.some(({ criterion }) => criterion.kind === "tags"),
    files: [...new Set(files)],
    checks: plan.gates.some((gate) =>
      settingsOfGate(settings, gate).some((entry) => entry.criteria.some(({ check }) => check !== undefined)),
    ),
    statements: plan.gates.length > 0 || plan.decisions.length > 0 || inWords,
    ...(versions.length > 0 || judgesVersion ? { blockerLabels: settings.releases.blockerLabels } : {}),
    versions: [...new Set([...versions, ...named.map((dependency) => dependency.to)])],
    teams: [...new Set(teams)],
    authors: approvals.some((approval) => approval.otherThanAuthor),
    metrics: [...new Set(asked.flatMap(({ proof }) => proof?.metrics ?? []))],
    commands: [
      ...new Set(
        verifiable(plan, settings).flatMap(({ command, isAllowed }) => (isAllowed ? [command] : [])),
      ),
    ],
    baselines: [...new Set(asked.flatMap(({ criterion, proof }) => baselineOf(criterion, proof) ?? []))],
  };
}
