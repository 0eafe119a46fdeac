import type { Problem } from "../model/problem.ts";
import { changesMarkdown } from "./change-words.ts";
import type { GateChange } from "./change-words.ts";
import { asCode, inert } from "./inert.ts";
import type { Report } from "./release-report.ts";
import type { OwnNumber } from "./self-reported.ts";
import { ownNumbersMarkdown } from "./self-reported.ts";

/** What a pull request's check says of one plan. */
export interface PlanPart {
  readonly path: string;
  /** Why the plan could not be judged, where it could not. */
  readonly unreadable?: string;
  /** What the gates of the phases and releases at hand say. */
  readonly gates?: Report & { readonly startsLet: boolean };
  /** What merging would do, where the pull request changes the plan or the settings: the operations as markdown. */
  readonly preview?: string;
  /** What its own workflow measured: shown, never counted. */
  readonly ownNumbers?: { readonly numbers: readonly OwnNumber[]; readonly fork: boolean };
  /** What the pull request takes from gates of the default branch. */
  readonly changes: readonly GateChange[];
}

export interface PullRequestFacts {
  readonly parts: readonly PlanPart[];
  /** Problems in files that the pull request changes. */
  readonly problems: readonly Problem[];
}

/** Title, summary and text of the check run `plangate` on a pull request's head. */
export function pullRequestReport({ parts, problems }: PullRequestFacts): Report {
  const owing = parts.filter((part) => part.gates?.startsLet === false);
  const changing = parts.filter((part) => part.changes.some(({ agreed }) => agreed.length === 0));
  const unreadable = parts.filter((part) => part.unreadable !== undefined);
  return {
    title: titleOf({ problems, owing, unreadable, changing }),
    summary: [...problemLines(problems), ...parts.map((part) => summaryOf(part, parts.length > 1))].join(
      "\n\n",
    ),
    text: parts.flatMap((part) => textOf(part, parts.length > 1)).join("\n\n"),
  };
}

function titleOf(facts: {
  readonly problems: readonly Problem[];
  readonly owing: readonly PlanPart[];
  readonly unreadable: readonly PlanPart[];
  readonly changing: readonly PlanPart[];
}): string {
  const { problems, owing, unreadable, changing } = facts;
  if (problems.length > 0) return problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  if (changing.length > 0) return "It deletes or weakens gates: their approvers have to agree";
  if (owing[0]?.gates !== undefined) return owing[0].gates.title;
  if (unreadable.length > 0) return "A plan cannot be judged";
  return "Nothing stands before what this works on";
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems
    .slice(0, 20)
    .map(({ path, line, message }) => `- ${asCode(`${path ?? ""}:${line}`)} ${inert(message)}`);
  const more =
    problems.length > shown.length ? [`- … and ${problems.length - shown.length} more, at their lines`] : [];
  return [["What is written here cannot be taken as it is:", "", ...shown, ...more].join("\n")];
}

function summaryOf(part: PlanPart, isNamed: boolean): string {
  const name = isNamed ? `**${inert(part.path)}**: ` : "";
  if (part.unreadable !== undefined) return `${name}${inert(part.unreadable)}`;
  const changed = part.changes.length === 0 ? "" : `\n\n${changesMarkdown(part.changes)}`;
  return `${name}${part.gates?.summary ?? "No gate is at hand."}${changed}`;
}

function textOf(part: PlanPart, isNamed: boolean): readonly string[] {
  const heading = isNamed ? [`## ${inert(part.path)}`] : [];
  const gates = part.gates === undefined || part.gates.text === "" ? [] : [part.gates.text];
  const preview = part.preview === undefined ? [] : [`### What merging would do\n\n${part.preview}`];
  const { numbers = [], fork = false } = part.ownNumbers ?? {};
  const own = numbers.length === 0 ? [] : [ownNumbersMarkdown(numbers, fork)];
  const body = [...gates, ...own, ...preview];
  return body.length === 0 ? [] : [...heading, ...body];
}
