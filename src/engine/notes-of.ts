import type { IssueRef } from "../model/repository.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { printMetricsRecord } from "../evidence/reports/metrics-record.ts";
import { partsOfRelease } from "../gates/parts-of-release.ts";
import type { NotesPhase } from "../report/release-notes.ts";
import { releaseNotes } from "../report/release-notes.ts";
import type { Situation } from "./gather-plan.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import { measuredAt } from "./measured-at.ts";

/** The notes of a release from what is known at the commit it is made of. */
export function notesOf(
  situation: Situation,
  { version, node, now }: { readonly version: string; readonly node: VerdictNode; readonly now: Date },
): string {
  const { parsed, settings, evidence, evaluation, home, judgedAt, matches, planSettings } = situation;
  const issues = observedIssues(situation.observed);
  const isClosed = (ref: IssueRef): boolean => issues.get(issueKey(ref))?.state === "closed";
  const question = { plan: parsed.plan, settings, evidence, now };
  const phases = partsOfRelease(question, evaluation, version).map((phase): NotesPhase => {
    const issue = matches.get(`phase:${phase.identity}`);
    const tasks = parsed.plan.tasks.filter(({ phase: key, role }) => key === phase.key && role === "work");
    const done = tasks
      .filter(({ checked }) => checked)
      .map(({ text, identity }) => {
        const own = matches.get(`task:${identity}`);
        return { text, ...(own === undefined || !isClosed(own) ? {} : { issue: own }) };
      });
    const isTold = issue !== undefined && (planSettings.issues === "phases" || isClosed(issue));
    return { title: phase.title, ...(isTold ? { issue } : {}), done };
  });
  const measured = measuredAt(situation);
  const notes = releaseNotes({ version, home: home.facts.name, commit: judgedAt, phases, node, ...measured });
  const record = printMetricsRecord(measured.metrics);
  return record === "" ? notes : `${notes}\n\n${record}`;
}
