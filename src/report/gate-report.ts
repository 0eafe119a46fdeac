import type { VerdictNode } from "../model/verdict.ts";
import { lets } from "../model/verdict.ts";
import { asCode, inert } from "./inert.ts";
import type { Report } from "./release-report.ts";
import { openLeaves, ways } from "./release-report.ts";
import { verdictTree } from "./verdict-tree.ts";

/**
 * For a pull request: the phases and releases it works on, whether they may start, and what is owed. `nodes` are of
 * kind `phase` or `release`; what stands before a tag or a done is shown and does not hold the pull request, nor does
 * what it opens itself (`openedHere`, keys of criteria).
 */
export function gateReport(
  nodes: readonly VerdictNode[],
  openedHere: ReadonlySet<string> = new Set(),
): Report & { readonly startsLet: boolean } {
  const starts = nodes.flatMap((node) => node.children.filter(isStart));
  const owed = startsOwed(starts).filter(({ key }) => !openedHere.has(key));
  const startsLet = owed.length === 0;
  const text = verdictTree(nodes, "open");
  if (nodes.length === 0) {
    const summary = "None of this plan's phases or releases is linked to this pull request.";
    return { title: "No gate at hand", summary, text, startsLet };
  }
  const names = nodes.map(({ title }) => (title === "" ? "the plan" : inert(title)));
  if (startsLet) {
    return {
      title: "Every gate before the start passes",
      summary: `This pull request works on ${names.join(", ")}. ${
        openedHere.size === 0
          ? "Nothing stands before their start."
          : `It opens what stands before their start: ${[...openedHere].map(asCode).join(", ")}.`
      }`,
      text,
      startsLet,
    };
  }
  const count = owed.length === 1 ? "1 thing stands" : `${owed.length} things stand`;
  return {
    title: `${count} before the start of what this works on`,
    summary: [
      `This pull request works on ${names.join(", ")}. ${count} before their start:`,
      "",
      ...ways(owed),
    ].join("\n"),
    text,
    startsLet,
  };
}

function isStart(node: VerdictNode): boolean {
  return node.kind === "moment" && node.key.startsWith("start:");
}

function startsOwed(starts: readonly VerdictNode[]): VerdictNode[] {
  const byKey = new Map(
    starts
      .filter((start) => !lets(start.verdict))
      .flatMap(openLeaves)
      .map((leaf) => [leaf.key, leaf]),
  );
  return [...byKey.values()];
}
