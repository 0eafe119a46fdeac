import type { LiveBody } from "../model/desired-issue.ts";
import type { Making } from "../model/making.ts";
import type { Plan } from "../model/plan.ts";
import type { PhaseState, ReleaseState } from "../model/verdict.ts";
import { boxList, relationWords, rollbackSection, section, stepList } from "./body-parts.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { inert } from "./inert.ts";
import { footer } from "./issue-body.ts";
import { makingWords } from "./making-words.ts";
import { mermaid } from "./mermaid.ts";
import type { PlanSite } from "./plan-link.ts";
import { planUrl } from "./plan-link.ts";
import { relatedIssuesBlock } from "./related-issues.ts";

export interface TrackingFacts {
  readonly site: PlanSite;
  /** The gates of the plan itself, as markdown; empty where it has none. */
  readonly gates: string;
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  readonly releaseStates: Readonly<Record<string, ReleaseState>>;
  /** Where issues wait to be made. */
  readonly making?: Making;
}

/** Words of a plan's tracking issue: progress, graph, gates, releases, and the tasks that are in no phase. */
export function trackingBody(
  body: LiveBody,
  { site, gates, phaseStates, releaseStates, making }: TrackingFacts,
): string {
  const { plan } = body;
  const graph = mermaid(plan, phaseStates);
  // A plan of one phase has no other issue for that phase's steps and rollback.
  const alone = plan.phases.length === 1 ? plan.phases[0]?.key : undefined;
  const isHere = (phase: string | undefined) => phase === undefined || phase === alone;
  return fitBlocks(
    [
      `Follows [the plan](${planUrl(site)}), ${inert(site.path)}.`,
      section("Progress", progress(plan, phaseStates)),
      section("Issues", making === undefined ? "" : makingWords(making)),
      section("Tasks", boxList(body.boxes)),
      section("Steps", stepList(plan.steps.filter((step) => isHere(step.phase)))),
      section("Releases", releases(plan, releaseStates)),
      section("Gates", gates),
      section("Phases", graph === "" ? "" : `\`\`\`mermaid\n${graph}\n\`\`\``),
      relationWords(body),
      relatedIssuesBlock(body.related),
      rollbackSection(plan.rollbacks.filter((rollback) => isHere(rollback.phase))),
      footer("Commands are taken here: `/plangate help` lists them."),
    ],
    body.charactersMax,
  );
}

function progress(plan: Plan, phaseStates: Readonly<Record<string, PhaseState>>): string {
  const work = plan.tasks.filter(({ role }) => role === "work");
  const all = `**${work.filter(({ checked }) => checked).length} of ${work.length} tasks** are done.`;
  if (plan.phases.length < 2) return all;
  const counts = new Map<string, { done: number; all: number }>();
  for (const { phase, checked } of work) {
    const count = counts.get(phase ?? "") ?? { done: 0, all: 0 };
    counts.set(phase ?? "", { done: count.done + (checked ? 1 : 0), all: count.all + 1 });
  }
  const lines = plan.phases.map(({ key, title }) => {
    const count = counts.get(key);
    const tasks = count === undefined ? "" : `: ${count.done} of ${count.all}`;
    const state = phaseStates[key] ?? "open";
    return `- ${inert(title)}${tasks}${state === "open" ? "" : ` (${state})`}`;
  });
  return `${all}\n\n${lines.join("\n")}`;
}

function releases(plan: Plan, releaseStates: Readonly<Record<string, ReleaseState>>): string {
  const versions = [...new Set(plan.releases.map(({ version }) => version))];
  if (versions.length === 0) return "";
  const tagged = versions.filter((version) => releaseStates[version] === "tagged").length;
  const lines = versions.map((version) => `- ${inert(version)}: ${releaseStates[version] ?? "open"}`);
  return `**${tagged} of ${versions.length}** are tagged.\n\n${lines.join("\n")}`;
}
