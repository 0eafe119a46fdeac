import type { DesiredIssue } from "../model/desired-issue.ts";
import type { Task } from "../model/plan.ts";
import type { RegionBox } from "../model/region.ts";
import type { Matching } from "./matching.ts";
import { markerOf } from "./owned-issues.ts";
import type { ReadIssue } from "./read-issues.ts";
import { similarPairs } from "./similar-pairs.ts";

/** The boxes that an issue's tasks have in bodies, by the task's line. */
export type BoxFinder = (issue: DesiredIssue) => ReadonlyMap<number, RegionBox>;

/**
 * Finds each task's box: by its mark in its own issue's body, then in another body of the plan (the task was moved),
 * then by its words in its own issue's body (it was reworded).
 */
export function findBoxes(matching: Matching): BoxFinder {
  const everywhere = new Map<string, RegionBox | undefined>();
  for (const read of [...matching.issueOf.values(), ...matching.orphans]) {
    for (const [identity, box] of boxesOf(read)) {
      // In two bodies at once it cannot be told which is newer.
      everywhere.set(identity, everywhere.has(identity) ? undefined : box);
    }
  }
  return (issue) => {
    const own = boxesOf(matching.issueOf.get(issue.subject));
    const found = new Map<number, RegionBox>();
    const unfound: Task[] = [];
    const left = new Map(own);
    for (const task of issue.boxes) {
      const box = own.get(task.identity) ?? everywhere.get(task.identity);
      left.delete(task.identity);
      if (box === undefined) unfound.push(task);
      else found.set(task.line, box);
    }
    if (left.size === 0 || unfound.length === 0) return found;
    const lost = [...left.values()].map((box) => ({ box, words: box.text }));
    for (const [{ task }, { box }] of similarPairs(
      unfound.map((lostTask) => ({ task: lostTask, words: lostTask.text })),
      lost,
    ).pairs) {
      found.set(task.line, box);
    }
    return found;
  };
}

const none: ReadonlyMap<string, RegionBox> = new Map();

function boxesOf(read: ReadIssue | undefined): ReadonlyMap<string, RegionBox> {
  if (read === undefined || read.body.kind !== "region") return none;
  // A closed issue that stands for nothing any more is history.
  return markerOf(read)?.base === "removed" ? none : read.body.boxes;
}
