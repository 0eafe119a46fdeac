import type { Posture } from "../model/posture.ts";
import { postureLine } from "../report/posture-words.ts";
import { findClaim } from "../engine/claim.ts";
import type { Situation } from "../engine/gather-plan.ts";
import type { GitHub } from "../engine/github.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { decidePlan } from "../engine/decide-plan.ts";
import { gatherWatch } from "../engine/incidents.ts";
import { makingOf } from "../engine/making.ts";
import type { Making } from "../model/making.ts";
import { makingWords } from "../report/making-words.ts";
import { listSummary } from "../report/step-summary.ts";
import type { Painter } from "../report/terminal-tree.ts";
import { plainPainter } from "../report/terminal-tree.ts";
import { verdictTree } from "../report/verdict-tree.ts";
import { lets } from "../model/verdict.ts";
import { findPlans, portsOf } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

/** How far a plan is, counted. */
interface PlanStatus {
  readonly path: string;
  readonly tasks: { readonly done: number; readonly all: number };
  readonly issues: { readonly known: number; readonly left: number; readonly end?: Date };
  readonly phases: { readonly complete: number; readonly skipped: number; readonly all: number };
  readonly releases: { readonly tagged: number; readonly skipped: number; readonly all: number };
  readonly gates: { readonly open: number; readonly all: number };
  /** Which walls stand before the tags; absent where the plan declares no release. */
  readonly walls?: Posture;
  /** The first release that is neither tagged nor skipped. */
  readonly next?: { readonly version: string; readonly verdict: string; readonly reason: string };
}

/** `plangate status`: tasks done, phases complete, releases tagged, and what stands before the next one. */
export async function status(online: Online): Promise<Told> {
  const found = await findPlans(online);
  if ("exitCode" in found) return found;
  const told = [];
  for (const plan of found.plans) {
    if (plan.kind === "unreadable") {
      const text = `${plan.path}: ${plan.reason}`;
      told.push({
        path: plan.path,
        unreadable: plan.reason,
        text,
        markdown: listSummary(plan.path, [plan.reason]),
      });
      continue;
    }
    const watch = await gatherWatch(plan, { github: found.github, ports: portsOf(online) });
    const kept = await keptBy(plan, found.github, online.now());
    const operations = decidePlan(plan, watch, online.webUrl).operations.filter(
      (operation) => operation.kind !== "create-issue" || !kept.has(operation.subject),
    );
    // As though every creation had to wait for its hour: what was spent of this one is not known here.
    const making = makingOf(operations, kept.size, { free: 0, now: online.now() });
    const walls = watch.posture === undefined ? {} : { walls: watch.posture };
    const counted = { ...count(plan, { kept, making }), ...walls };
    told.push({
      ...counted,
      text: describe(counted, online.painter),
      markdown: `${summarise(counted)}\n\n${gatesOf(plan)}`.trim(),
    });
  }
  return {
    exitCode: told.some((one) => "unreadable" in one) ? 1 : 0,
    text: told.map(({ text }) => text).join("\n\n"),
    markdown: told.map(({ markdown }) => markdown).join("\n\n"),
    json: { plans: told.map(({ text: _text, markdown: _markdown, ...rest }) => rest) },
  };
}

/** The plan's issues, whoever keeps it: one who asks with a token of his own is most often not the one who made them. */
async function keptBy(plan: Situation, github: GitHub, now: Date): Promise<ReadonlyMap<Subject, IssueRef>> {
  const claim = await findClaim(plan, github, now);
  return claim.kind === "lost" ? claim.keepers : plan.matches;
}

function count(
  situation: Situation,
  { kept, making }: { readonly kept: Situation["matches"]; readonly making: Making | undefined },
): PlanStatus {
  const { path, parsed, evaluation } = situation;
  const work = parsed.plan.tasks.filter(({ role }) => role === "work");
  const phases = Object.values(evaluation.phaseStates);
  const releases = Object.entries(evaluation.releaseStates);
  const gates = new Map(
    Object.values(evaluation.moments).flatMap((moment) =>
      moment.children.filter(({ kind }) => kind === "gate").map((gate) => [gate.key, gate.verdict] as const),
    ),
  );
  const next = evaluation.releases.find(({ key }) => evaluation.releaseStates[key] === "open");
  return {
    path,
    tasks: { done: work.filter(({ checked }) => checked).length, all: work.length },
    issues: {
      known: kept.size,
      ...(making === undefined ? { left: 0 } : { left: making.left, end: making.end }),
    },
    phases: {
      complete: phases.filter((state) => state === "complete").length,
      skipped: phases.filter((state) => state === "skipped").length,
      all: phases.length,
    },
    releases: {
      tagged: releases.filter(([, state]) => state === "tagged").length,
      skipped: releases.filter(([, state]) => state === "skipped").length,
      all: releases.length,
    },
    gates: { open: [...gates.values()].filter((verdict) => !lets(verdict)).length, all: gates.size },
    ...(next === undefined
      ? {}
      : { next: { version: next.key, verdict: next.verdict, reason: next.reason } }),
  };
}

function summarise(of: PlanStatus): string {
  const [path = "", ...lines] = describe(of, plainPainter).split("\n");
  return listSummary(path, lines);
}

/** What stands open, release by release; of a plan without releases, phase by phase. */
function gatesOf({ evaluation }: Situation): string {
  const { releases, phases } = evaluation;
  return verdictTree(releases.length > 0 ? releases : phases, "open");
}

function describe(of: PlanStatus, painter: Painter): string {
  const { tasks, phases, releases, gates, next, issues } = of;
  const skipped = (number: number): string => (number === 0 ? "" : `, ${number} skipped`);
  return [
    painter.bold(of.path),
    `  tasks     ${tasks.done} of ${tasks.all} done, ${issues.known} issues`,
    ...(issues.end === undefined
      ? []
      : [`  issues    ${makingWords({ ...issues, done: issues.known, end: issues.end })}`]),
    `  phases    ${phases.complete} of ${phases.all} complete${skipped(phases.skipped)}`,
    `  releases  ${releases.tagged} of ${releases.all} tagged${skipped(releases.skipped)}`,
    `  gates     ${gates.open} of ${gates.all} open`,
    ...(next === undefined ? [] : [`  next      ${next.version}: ${next.reason}`]),
    ...(of.walls === undefined ? [] : [`  walls     ${postureLine(of.walls)}`]),
  ].join("\n");
}
