import { asCode, inert } from "./inert.ts";

/** A line of a gate and what a pull request's own numbers say of it. */
export interface OwnNumber {
  readonly key: string;
  readonly title: string;
  readonly verdict: "pass" | "fail";
  readonly reason: string;
}

const shownMax = 50;

/** The pull request's own numbers, labelled as that. `fork`: whose they are. */
export function ownNumbersMarkdown(numbers: readonly OwnNumber[], fork: boolean): string {
  const whose = fork ? "the fork's own" : "the pull request's own";
  const lines = numbers
    .slice(0, shownMax)
    .map(
      ({ key, title, verdict, reason }) =>
        `- ${asCode(key)} ${inert(title)}: ${verdict === "pass" ? "would hold" : "**would not hold**"}: ${inert(reason)}`,
    );
  const more = numbers.length > shownMax ? [`- … and ${numbers.length - shownMax} more`] : [];
  return [
    `### Self-reported`,
    "",
    `These are ${whose} numbers. They open no gate: a push to the default branch, or its merge queue, reports those that count.`,
    "",
    ...lines,
    ...more,
  ].join("\n");
}
