import { decidePlan } from "../engine/decide-plan.ts";
import { gatherWriting } from "../engine/gather-writing.ts";
import { gatherWatch } from "../engine/incidents.ts";
import { previewMarkdown, previewTerminal } from "../report/preview.ts";
import { planReport } from "../report/plan-report.ts";
import { planSummary } from "../report/step-summary.ts";
import { describeProblems } from "./describe-problems.ts";
import { findPlans, portsOf } from "./online.ts";
import type { Online } from "./online.ts";
import type { Told } from "./told.ts";

/** `plangate preview`: every operation that a sync would apply now, and none of them applied. */
export async function preview(online: Online): Promise<Told> {
  const found = await findPlans(online);
  if ("exitCode" in found) return found;
  const parts: string[] = [];
  const summaries: string[] = [];
  const json: unknown[] = [];
  let hasProblems = false;
  for (const plan of found.plans) {
    if (plan.kind === "unreadable") {
      hasProblems = true;
      parts.push(`${plan.path}: ${plan.reason}`);
      const nothing = { path: plan.path, notes: [], refused: [] };
      const problems = plan.parsed?.problems ?? [];
      summaries.push(planSummary(plan.path, planReport({ ...nothing, problems, unreadable: plan.reason })));
      json.push({ path: plan.path, unreadable: plan.reason, problems });
      continue;
    }
    const situation = await gatherWriting(plan, found.github, portsOf(online));
    const watch = await gatherWatch(plan, { github: found.github, ports: portsOf(online) });
    const decision = decidePlan(situation, watch, online.webUrl);
    const { operations } = decision;
    const problems = [...decision.problems, ...decision.notes];
    hasProblems ||= problems.length > 0;
    const previewed = { operations, home: plan.home.facts.name, matches: plan.matches };
    const shown = previewTerminal(previewed);
    const told = problems.length > 0 ? [describeProblems(problems, plan.path)] : [];
    parts.push([online.painter.bold(plan.path), ...told, shown].join("\n\n"));
    const report = planReport({ path: plan.path, ...decision, refused: [] });
    summaries.push(
      planSummary(plan.path, ...(problems.length > 0 ? [report] : []), previewMarkdown(previewed)),
    );
    json.push({ path: plan.path, operations, problems });
  }
  return {
    exitCode: hasProblems ? 1 : 0,
    text: parts.join("\n\n"),
    markdown: summaries.join("\n\n"),
    json: { plans: json },
  };
}
