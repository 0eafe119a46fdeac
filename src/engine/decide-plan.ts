import type { BodyOf } from "../model/desired-issue.ts";
import type { Making } from "../model/making.ts";
import type { Operation } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import type { Subject } from "../model/subject.ts";
import type { Target } from "../model/target.ts";
import { writeWatch } from "../model/watch.ts";
import { settingsProblems } from "../gates/settings-problems.ts";
import { standBack } from "../reconcile/stand-back.ts";
import { diff } from "../reconcile/diff.ts";
import type { Diff } from "../reconcile/diff.ts";
import { bodies } from "../report/bodies.ts";
import { inert } from "../report/inert.ts";
import { fallenWords, wallsSection } from "../report/posture-words.ts";
import { verdictTree } from "../report/verdict-tree.ts";
import { answerCommands } from "./answer-commands.ts";
import type { Situation } from "./gather-plan.ts";
import { settingsPath } from "./home.ts";
import type { Watch } from "./incidents.ts";
import type { Claim } from "./claim.ts";
import { knownStates } from "./known-states.ts";
import { makingOf } from "./making.ts";
import { settleProposal } from "./proposal.ts";
import { releaseChecks } from "./release-checks.ts";
import { reportIncidents } from "./report-incidents.ts";
import { tagOfVersion } from "./tags.ts";

/** Everything that is to be done about a plan now, as data: the preview is this list, printed. */
export interface PlanDecision {
  readonly operations: readonly Operation[];
  /** What authors wrote that cannot be taken as it is. */
  readonly problems: readonly Problem[];
  /** What waits for a person, or went another way than asked. */
  readonly notes: readonly Problem[];
  /** True where the tracking issue is told that some of its issues follow later. */
  readonly isPartial: boolean;
  /** Releases that people ask for. */
  readonly mark: readonly Target[];
}

/** Decides about one plan: answers, issues and boxes, incidents, and what its release checks say. Pure. */
export function decidePlan(situation: Situation, watch: Watch, webUrl: string): PlanDecision {
  const { home, talk, parsed, claim } = situation;
  if (claim?.kind === "lost")
    return surrender(situation, claim, bodyOf(situation, watch, { webUrl, making: undefined }));
  const { synced, making } = sync(situation, watch, webUrl);
  const settled = settleProposal(synced.operations, situation, webUrl);
  const answers = answerCommands(situation);
  const isUsed = talk.confirmed || talk.rechecked;
  // A commit moves the head: what its checks say is then said about the new one.
  const moves = synced.operations.some((operation) => operation.kind === "commit-plan");
  const operations: readonly Operation[] = [
    // A confirmation or recheck is used up by its answer: what it lets through comes first.
    ...(isUsed ? [] : answers),
    ...reportIncidents(situation, watch),
    ...(moves ? [] : releaseChecks(situation, watch)),
    ...settled.operations,
    ...(isUsed ? answers : []),
  ];
  return {
    operations: operations.filter(({ kind }) => situation.mayCheck || kind !== "post-check"),
    problems: [...home.problems, ...parsed.problems, ...settingsProblems(parsed.plan, situation.settings)],
    notes: [
      ...synced.problems,
      ...settled.notes,
      ...(situation.stop === undefined ? [] : [situation.stop]),
      ...fallenWalls(watch),
    ],
    isPartial: making !== undefined,
    mark: talk.requests.map(({ version }) => ({ kind: "release", repository: home.facts.id, version })),
  };
}

/** Another keeps the plan: what we made for it meanwhile is closed, and nothing else is done. */
function surrender(
  situation: Situation,
  { keepers, problem }: Claim & { readonly kind: "lost" },
  write: BodyOf,
): PlanDecision {
  const { home, path, paths, observed, deployment } = situation;
  const operations = standBack({
    observed,
    name: { path, paths, home: home.facts.id, deployment },
    keepers,
    bodyOf: write,
  });
  return { operations, problems: [], notes: [problem], isPartial: false, mark: [] };
}

/** Walls that settings ask for and that do not stand: said at every look, on the default branch itself. */
function fallenWalls({ posture }: Watch): readonly Problem[] {
  const fallen = posture?.fallen ?? [];
  return fallen.map((wall) => ({
    path: settingsPath,
    line: 1,
    column: 1,
    rule: "wall-fell",
    message: fallenWords(wall),
  }));
}

/** What issues and boxes want; where the hour's creations do not suffice, the tracking issue says how far it is. */
function sync(
  situation: Situation,
  watch: Watch,
  webUrl: string,
): { readonly synced: Diff; readonly making: Making | undefined } {
  const { parsed, planSettings, talk, hour } = situation;
  const diffWith = (making: Making | undefined): Diff =>
    diff({
      ...situation,
      plan: parsed.plan,
      settings: planSettings,
      phaseStates: knownStates(situation),
      bodyOf: bodyOf(situation, watch, { webUrl, making }),
      confirmed: talk.confirmed,
    });
  const synced = diffWith(undefined);
  const making = hour === undefined ? undefined : makingOf(synced.operations, synced.matches.size, hour);
  return { synced: making === undefined ? synced : diffWith(making), making };
}

function bodyOf(
  situation: Situation,
  watch: Watch,
  { webUrl, making }: { readonly webUrl: string; readonly making: Making | undefined },
): BodyOf {
  const { home, path, evaluation } = situation;
  const write = bodies({
    site: { server: webUrl, home: home.facts.name, path: situation.copy?.file ?? path },
    gatesOf: (key) => gatesOf(situation, key, { webUrl, watch }),
    phaseStates: evaluation.phaseStates,
    releaseStates: evaluation.releaseStates,
    ...(making === undefined ? {} : { making }),
  });
  return (subject: Subject, context) => {
    const words = write(subject, context);
    return subject === "plan" && context.kind === "live" ? `${words}\n${writeWatch(watch.versions)}` : words;
  };
}

/**
 * The verdict tree of a phase or of the plan as its issue shows it. A release's tree holds the starts of its phases
 * already, so beside it only what stands before `done` is shown.
 */
function gatesOf(
  situation: Situation,
  key: string,
  { webUrl, watch }: { readonly webUrl: string; readonly watch: Watch },
): string {
  const { evaluation, parsed } = situation;
  const declares = (phase: string | undefined): boolean => (phase ?? "plan") === key;
  const versions = parsed.plan.releases.filter(({ phase }) => declares(phase)).map(({ version }) => version);
  const releases = evaluation.releases.filter((node) => versions.includes(node.key));
  const own = key === "plan" ? evaluation.plan : evaluation.phases.find((node) => node.key === key);
  const moments = (own?.children ?? []).filter(
    (node) => releases.length === 0 || !node.key.startsWith("start:"),
  );
  const shown = [...releases, ...moments].filter((node) => node.children.length > 0);
  const out = versions.filter((version) => evaluation.releaseStates[version] === "tagged");
  const records = out.map((version) => recordLink(situation, version, webUrl));
  const isOpen = versions.some((version) => evaluation.releaseStates[version] === "open");
  const walls = isOpen && watch.posture !== undefined ? [wallsSection(watch.posture)] : [];
  return [...(shown.length === 0 ? [] : [verdictTree(shown, "open")]), ...walls, ...records].join("\n\n");
}

/** Where the record of what was true is kept: the release itself. */
function recordLink({ home, evidence }: Situation, version: string, webUrl: string): string {
  const tag = tagOfVersion(evidence, version)?.name ?? version;
  const address = `${webUrl}/${home.facts.name}/releases/tag/${encodeURIComponent(tag)}`;
  return `Tagged: [the release ${inert(tag)}](${address}).`;
}
