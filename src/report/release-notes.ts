import type { CommitSha, IssueRef, RepositoryName } from "../model/repository.ts";
import { describeIssue } from "../model/repository.ts";
import type { MetricFact } from "../model/metric.ts";
import type { VerificationFact } from "../model/verification.ts";
import type { VerdictNode } from "../model/verdict.ts";
import { exceptionsOf } from "./exceptions-of.ts";
import { asCode, inert } from "./inert.ts";
import { measuredList } from "./measured-list.ts";
import { verdictTree } from "./verdict-tree.ts";

/** What a release's notes are made from. */
export interface NotesFacts {
  readonly version: string;
  readonly home: RepositoryName;
  readonly commit: CommitSha;
  readonly phases: readonly NotesPhase[];
  /** What was asked before the tag, as it was answered then. */
  readonly node: VerdictNode;
  /** What its gates were asked with. */
  readonly metrics: readonly MetricFact[];
  readonly verifications: readonly VerificationFact[];
}

/** One phase of the release, and what was done in it. */
export interface NotesPhase {
  readonly title: string;
  readonly issue?: IssueRef;
  readonly done: readonly { readonly text: string; readonly issue?: IssueRef }[];
}

/** Items of one phase; the issue has the rest. */
const itemsMax = 100;

/**
 * Words of a release: what was done, phase by phase, with its issues; what was waived and what people approved of their
 * own work; and the record of every gate as it stood when the tag was made.
 */
export function releaseNotes(facts: NotesFacts): string {
  const { version, home, commit, phases, node } = facts;
  const parts = phases.filter(({ done, issue }) => done.length > 0 || issue !== undefined);
  const told = exceptions(node);
  const measured = measuredList(facts);
  return [
    ...parts.map((phase) => phaseNotes(phase, home)),
    ...(told.length === 0 ? [] : [`### Gone on without\n\n${told.join("\n")}`]),
    `### What was true when ${inert(version)} was tagged`,
    `Every gate before the tag was asked at ${commit}.`,
    ...(measured === "" ? [] : [measured]),
    `<details><summary>The record</summary>\n\n${verdictTree([node])}\n\n</details>`,
  ].join("\n\n");
}

function phaseNotes({ title, issue, done }: NotesPhase, home: RepositoryName): string {
  const link = issue === undefined ? "" : ` (${describeIssue(issue, home)})`;
  const items = done.slice(0, itemsMax).map((one) => {
    return `- ${inert(one.text)}${one.issue === undefined ? "" : ` (${describeIssue(one.issue, home)})`}`;
  });
  const more = done.length > itemsMax ? [`- … and ${done.length - itemsMax} more`] : [];
  return [`### ${inert(title)}${link}`, ...(items.length === 0 ? [] : [[...items, ...more].join("\n")])].join(
    "\n\n",
  );
}

function exceptions(node: VerdictNode): readonly string[] {
  const lines = exceptionsOf(node).map(
    (leaf) => `- ${asCode(leaf.key)} ${inert(leaf.title)}: ${inert(leaf.reason)}`,
  );
  return [...new Set(lines)];
}
