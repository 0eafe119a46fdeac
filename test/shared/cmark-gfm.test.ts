import { describe, expect, it } from "vitest";
import { decodePlan } from "../../src/plan/decode-plan.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { boxesOf, withoutFrontMatter } from "../read-boxes.ts";
import { cmarkTasksOf } from "./cmark-gfm.ts";
import type { SharedPlan } from "./plans-folder.ts";
import { sharedPlans } from "./plans-folder.ts";

/**
 * Where plangate's parser is known to read boxes otherwise than cmark-gfm 0.29.0.gfm.6, and rightly so (github.com
 * renders those in quotes), with a line that tells the kind.
 */
const kinds: Readonly<Record<string, RegExp>> = {
  "in a quote": /^\s*>/,
  "second marker on the line": /^\s*(?:[-+*]|\d+[.)])[ \t]+(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\]/,
  "tab in the box": /\[\t\]/,
  "in a footnote": /^\[\^[^\]]+\]:/,
  "box without words": /\[[ xX]\]\s*$/,
  "ticked further on": /\[ \].*\[[xX]\]/,
};

/** Boxes read otherwise, in all the plans together. Raise it with a look at what is new alone. */
const disagreementsMax = 3;

interface Disagreement {
  readonly plan: string;
  readonly line: number;
  readonly words: string;
  readonly kind: string;
}

function disagreementsOf({ name, bytes }: SharedPlan): readonly Disagreement[] {
  const { text } = decodePlan(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  const ours = new Set(boxesOf(parsePlan(bytes)).map(({ line, checked }) => `${line} ${checked}`));
  const theirs = new Set(
    cmarkTasksOf(withoutFrontMatter(text)).map(({ line, checked }) => `${line} ${checked}`),
  );
  const different = [...ours, ...theirs].filter((box) => !ours.has(box) || !theirs.has(box));
  return different.map((box) => {
    const line = Number.parseInt(box, 10);
    const words = lines[line - 1] ?? "";
    const kind = Object.entries(kinds).find(([, pattern]) => pattern.test(words))?.[0] ?? "unknown";
    return { plan: name, line, words, kind };
  });
}

describe("boxes as cmark-gfm sees them", () => {
  it("are the same in every real plan, but for known kinds", () => {
    const disagreements = sharedPlans().flatMap(disagreementsOf);

    expect(disagreements.filter(({ kind }) => kind === "unknown")).toEqual([]);
    expect(disagreements.length).toBeLessThanOrEqual(disagreementsMax);
  });

  it("is compared over plans that have thousands", () => {
    const boxes = sharedPlans().flatMap(({ bytes }) =>
      cmarkTasksOf(withoutFrontMatter(decodePlan(bytes).text)),
    );

    expect(boxes.length).toBeGreaterThan(3_000);
  });
});
