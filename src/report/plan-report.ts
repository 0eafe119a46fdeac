import type { Problem } from "../model/problem.ts";
import { asCode, inert } from "./inert.ts";
import type { Report } from "./release-report.ts";

/** What is wrong with one plan. */
export interface PlanReportInput {
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
  /** What GitHub refused, in its words. */
  readonly refused: readonly string[];
  readonly unreadable?: string;
}

const linesMax = 50;

/** Says what could not be taken as written, what waits for a person, and what GitHub refused. */
export function planReport(input: PlanReportInput): Report {
  const { path, problems, notes, refused, unreadable } = input;
  const parts = [
    ...(unreadable === undefined
      ? []
      : [`Nothing is done about this plan, and no gate of it passes: ${inert(unreadable)}`]),
    ...list(
      "What is written cannot be taken as it is:",
      problems.map((one) => placed(one, path)),
    ),
    ...list(
      "What waits for a person:",
      notes.map((one) => placed(one, path)),
    ),
    ...list("What GitHub refused; it is tried again within the hour:", [...new Set(refused)].map(inert)),
  ];
  const count = problems.length + notes.length + new Set(refused).size + (unreadable === undefined ? 0 : 1);
  if (count === 0) {
    return { title: "All is well again", summary: `Nothing is wrong with ${asCode(path)}.`, text: "" };
  }
  return {
    title: count === 1 ? "1 thing needs a look" : `${count} things need a look`,
    summary: parts.join("\n\n"),
    text: "",
  };
}

function placed({ path, line, message }: Problem, plan: string): string {
  return `${asCode(`${path ?? plan}:${line}`)} ${inert(message)}`;
}

function list(heading: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, linesMax).map((item) => `- ${item}`);
  const more = items.length > shown.length ? [`- … and ${items.length - shown.length} more`] : [];
  return [[heading, "", ...shown, ...more].join("\n")];
}
