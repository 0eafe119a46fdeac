import type { LiveBody } from "../model/desired-issue.ts";
import type { Phase, Task } from "../model/plan.ts";
import {
  attributeList,
  boxList,
  quoted,
  relationWords,
  rollbackSection,
  section,
  stepList,
} from "./body-parts.ts";
import { fitBlocks } from "./fit-blocks.ts";
import { inert } from "./inert.ts";
import type { PlanSite } from "./plan-link.ts";
import { planUrl } from "./plan-link.ts";
import { relatedIssuesBlock } from "./related-issues.ts";

/** Words of a task's issue: where it stands, what belongs to it, its subtasks as boxes. */
export function taskBody(task: Task, body: LiveBody, site: PlanSite): string {
  const phase = body.plan.phases.find(({ key }) => key === task.phase);
  return fitBlocks(
    [
      standsIn(site, phase, task.section.at(-1)),
      task.role === "after" ? "To be done once the tag is there: it holds no release back." : "",
      attributeList(task.attributes),
      quoted(task.body),
      section("Subtasks", boxList(body.boxes)),
      relationWords(body),
      relatedIssuesBlock(body.related),
      footer("Closing this issue as completed ticks its box in the plan; ticking the box closes it."),
    ],
    body.charactersMax,
  );
}

/** Words of a phase's issue: its tasks as boxes, steps, gates and rollback. `gates` is markdown. */
export function phaseBody(
  phase: Phase,
  body: LiveBody,
  { site, gates }: { site: PlanSite; gates: string },
): string {
  const steps = body.plan.steps.filter((step) => step.phase === phase.key);
  return fitBlocks(
    [
      standsIn(site, phase, phase.title),
      phase.release === undefined ? "" : `Releases **${inert(phase.release)}**.`,
      attributeList(phase.attributes),
      section("Tasks", boxList(body.boxes)),
      section("Steps", stepList(steps.filter(({ after }) => !after))),
      section("After the release", stepList(steps.filter(({ after }) => after))),
      section("Gates", gates),
      relationWords(body),
      relatedIssuesBlock(body.related),
      rollbackSection(body.plan.rollbacks.filter((rollback) => rollback.phase === phase.key)),
      footer(
        "A box ticked here is ticked in the plan, and the other way round. Closing this issue ticks none.",
      ),
    ],
    body.charactersMax,
  );
}

/** Words of an issue whose line left the plan. */
export function removedBody(title: string, site: PlanSite, twin: string | undefined): string {
  const reason =
    twin === undefined
      ? `${inert(title)}: this is no longer in [the plan](${planUrl(site)}), so its issue is closed as not planned.`
      : `${inert(title)}: this issue was made twice. It goes on in ${twin}.`;
  return reason;
}

function standsIn(site: PlanSite, phase: Phase | undefined, heading: string | undefined): string {
  const title = phase?.title ?? heading;
  if (title === undefined) return `From [the plan](${planUrl(site)}).`;
  return `From [the plan](${planUrl(site, title)}), ${inert(title)}.`;
}

/** What people can do with the issue, small. */
export function footer(words: string): string {
  return `<sub>${words} What stands between plangate's hidden comments is written anew; the rest of this issue is yours.</sub>`;
}
