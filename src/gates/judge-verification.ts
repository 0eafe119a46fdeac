import type { Criterion, Threshold } from "../model/plan.ts";
import { convert, describeAmount, dimensionOf } from "../model/units.ts";
import type { Verification, VerificationEnd } from "../model/verification.ts";
import { quoted } from "./answer.ts";
import { expectationOf } from "./expectation.ts";
import { describeThreshold, holds } from "./thresholds-of.ts";

/** Whether what a command did is what its line expects, and why. Its output is not in the words: it may be anything. */
export interface Judgement {
  readonly holds: boolean;
  readonly reason: string;
}

/**
 * Compares what a command did with what its line expects of it, both as they are now. What did not end by itself, what
 * shows no number or more than one, and what is not understood, never holds.
 */
export function judgeVerification(
  criterion: Pick<Criterion, "expectation" | "threshold" | "furtherThresholds">,
  verification: Omit<Verification, "command">,
): Judgement {
  const { end } = verification;
  if (end.kind !== "exited") return no(describeEnd(end));
  const expected = expectationOf(criterion);
  const code = expected.kind === "exits" ? expected.code : 0;
  if (end.code !== code) return no(`its command ended with ${end.code}, asked is ${code}`);
  switch (expected.kind) {
    case "exits":
      return yes(`its command ended with ${code}`);
    case "shows-text":
      return linesOf(verification).includes(expected.text)
        ? yes(`its command shows ${quoted(expected.text)}`)
        : no(`its command does not show ${quoted(expected.text)} on a line of its own`);
    case "shows-number": {
      const judged = expected.thresholds.map((threshold) => judgeNumber(threshold, verification));
      return judged.find((one) => !one.holds) ?? yes(judged.map(({ reason }) => reason).join("; "));
    }
    case "unclear":
      return no(
        `its command ended with 0, and ${quoted(expected.words)} cannot be compared with what it shows`,
      );
  }
}

function describeEnd(end: Exclude<VerificationEnd, { readonly kind: "exited" }>): string {
  switch (end.kind) {
    case "killed":
      return `its command was ended by ${end.signal}`;
    case "timed-out":
      return `its command did not end in ${end.seconds} seconds`;
    case "flooded":
      return "its command printed more than is read";
    case "not-started":
      return "its command was not started: the time for all of them was used up";
  }
}

type Printed = Pick<Verification, "output" | "isCut">;

function judgeNumber(threshold: Threshold, verification: Printed): Judgement {
  const asked = describeThreshold(threshold);
  const found = shownNumber(verification, threshold.unit);
  const of = threshold.unit === "" ? "" : ` of ${threshold.unit}`;
  if (found === undefined) return no(`its command shows no single number${of}, asked is ${asked}`);
  const value = convert(found.value, found.unit, threshold.unit);
  const shown = `its command shows ${describeAmount(found.value, found.unit)}`;
  if (value === undefined) return no(`${shown} and ${asked} is asked: the two cannot be compared`);
  return {
    holds: holds(value, threshold.comparator, threshold.value),
    reason: `${shown}, asked is ${asked}`,
  };
}

const plainNumber = /^(\d{1,15}(?:\.\d{1,9})?)\s*(%|[\p{L}µ/]{1,12})?$/u;

/**
 * The last line, where that is a number alone. Of what is counted (`errors`), it is what stands before that word, or
 * alone at the end, wherever it is told: two numbers are none, and so are those of an output that is not whole.
 */
function shownNumber(
  printed: Printed,
  unit: string,
): { readonly value: number; readonly unit: string } | undefined {
  const { output, isCut } = printed;
  const [, number, given = ""] = plainNumber.exec(linesOf(printed).at(-1) ?? "") ?? [];
  if (dimensionOf(unit) !== "count" || unit === "") {
    return number === undefined ? undefined : { value: Number(number), unit: given };
  }
  if (isCut) return undefined;
  const word = unit.endsWith("ies") ? `${unit.slice(0, -3)}(?:y|ies)` : `${unit.slice(0, -1)}s?`;
  const before = new RegExp(`(?<![\\d.,-])(\\d{1,15})\\s+${word}\\b`, "giu");
  const told = [...output.matchAll(before)].map((match) => Number(match[1]));
  if (number !== undefined && given === "") told.push(Number(number));
  const [only, ...others] = new Set(told);
  return only === undefined || others.length > 0 ? undefined : { value: only, unit };
}

/** The lines that are there whole: of an output that is not, the first has lost its beginning. */
function linesOf({ output, isCut }: Printed): readonly string[] {
  return output
    .split(/\r?\n/)
    .slice(isCut ? 1 : 0)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function yes(reason: string): Judgement {
  return { holds: true, reason };
}

function no(reason: string): Judgement {
  return { holds: false, reason };
}
