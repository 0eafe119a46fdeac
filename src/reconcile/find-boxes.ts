import type { Plan } from "../model/plan.ts";
import type { RegionBox } from "../model/region.ts";
import type { Subject } from "../model/subject.ts";
import { isWork, subjectOfTask } from "./candidate.ts";
import type { Matching } from "./matching.ts";
import { mergeBox } from "./merge-task.ts";
import { markerOf } from "./owned-issues.ts";
import type { ReadIssue } from "./read-issues.ts";
import { similarPairs } from "./similar-pairs.ts";

/** Where tasks are boxes in bodies. */
export interface BoxFinder {
  /** A task's box in a body, by the task's line; that of the subject's own body where it stands in several. */
  readonly of: (subject: Subject, line: number) => RegionBox | undefined;
  /** Tasks whose box people changed in a body, by line, with what it says now. */
  readonly changed: ReadonlyMap<number, boolean>;
  /** True where the issue's body holds a box that people changed. */
  readonly holdsChange: (subject: Subject) => boolean;
}

/** Finds each task's box by its mark, then, where it was reworded or moved, by its words. */
export function findBoxes(plan: Plan, matching: Matching): BoxFinder {
  const everywhere = new Map<string, RegionBox | undefined>();
  for (const read of [...matching.issueOf.values(), ...matching.orphans]) {
    for (const [identity, box] of boxesOf(read)) {
      // In two bodies at once it cannot be told which is newer.
      everywhere.set(identity, everywhere.has(identity) ? undefined : box);
    }
  }
  const identityOf = identitiesOf(plan, matching, everywhere);
  const changed = new Map<number, boolean>();
  const changedIdentities = new Set<string>();
  for (const { line, checked } of plan.tasks) {
    const identity = identityOf.get(line);
    const tick = identity === undefined ? undefined : mergeBox(checked, everywhere.get(identity)).tick;
    if (tick === undefined || identity === undefined) continue;
    changed.set(line, tick);
    changedIdentities.add(identity);
  }
  return {
    of: (subject, line) => {
      const identity = identityOf.get(line);
      if (identity === undefined) return undefined;
      return boxesOf(matching.issueOf.get(subject)).get(identity) ?? everywhere.get(identity);
    },
    changed,
    holdsChange: (subject) =>
      changedIdentities.size > 0 &&
      [...boxesOf(matching.issueOf.get(subject)).keys()].some((identity) => changedIdentities.has(identity)),
  };
}

/** The identity that each task's box bears, by the task's line: its own, or the one it had under other words. */
function identitiesOf(
  plan: Plan,
  matching: Matching,
  everywhere: ReadonlyMap<string, RegionBox | undefined>,
): ReadonlyMap<number, string> {
  const work = plan.tasks.filter(isWork);
  const found = new Map(
    work.flatMap(({ line, identity }) => (everywhere.has(identity) ? [[line, identity]] : [])),
  );
  const known = new Set(plan.tasks.map(({ identity }) => identity));
  const lost = [...everywhere].flatMap(([identity, box]) =>
    box === undefined || known.has(identity) ? [] : [{ identity, words: box.text }],
  );
  if (lost.length === 0) return found;
  const loose = work
    .filter((task) => !found.has(task.line) && !matching.issueOf.has(subjectOfTask(task)))
    .map(({ line, id, text }) => ({ line, words: id === undefined ? text : `${id} ${text}` }));
  for (const [{ line }, { identity }] of similarPairs(loose, lost).pairs) found.set(line, identity);
  return found;
}

const none: ReadonlyMap<string, RegionBox> = new Map();

function boxesOf(read: ReadIssue | undefined): ReadonlyMap<string, RegionBox> {
  if (read === undefined || read.body.kind !== "region") return none;
  // A closed issue that stands for nothing any more is history.
  return markerOf(read)?.base === "removed" ? none : read.body.boxes;
}
