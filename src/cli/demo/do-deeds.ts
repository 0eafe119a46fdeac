import type { Situation } from "../../engine/gather-plan.ts";
import type { IssueRef } from "../../model/repository.ts";
import { plainLine } from "../../report/plain-line.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { Deed } from "./follow-way.ts";
import { people } from "./people.ts";
import type { Teller } from "./teller.ts";

/** Deeds that people do themselves; the rest are walks of their own. */
export type PlainDeed = Exclude<Deed, { readonly kind: "release" | "finish" | "wait" }>;

/** Commands that plangate reads of one comment. */
const commandsMax = 20;

/**
 * People do what was asked, each with what GitHub gives them: commands in one comment, boxes in one commit, files, tags,
 * closed issues, a check run last, since it speaks of the commit it ran on.
 */
export function doDeeds(
  deeds: readonly PlainDeed[],
  at: {
    readonly world: DemoWorld;
    readonly teller: Teller;
    readonly situation: Situation;
    readonly issue: IssueRef;
  },
): void {
  const { world, teller, situation, issue } = at;
  const { maintainer, writer } = people;
  tickBoxes(deeds, at);
  const commands = [...new Set(deeds.flatMap((deed) => (deed.kind === "comment" ? [deed.command] : [])))];
  for (let from = 0; from < commands.length; from += commandsMax) {
    const some = commands.slice(from, from + commandsMax);
    world.as(maintainer, issue.repository).comment(issue.number, some.join("\n"));
    teller.person(maintainer, `comments on ${named(issue, world)}:`);
    teller.show(some);
  }
  for (const deed of deeds) {
    if (deed.kind === "add-file") {
      world.as(writer).push({ [deed.path]: "Written down.\n" }, { message: `Add ${deed.path}` });
      teller.person(writer, `pushes ${deed.path}`);
    } else if (deed.kind === "push-tags") {
      // Versions before this plan, or of others: one push each, as they were released one by one.
      for (const name of deed.names) world.as(writer).tag(name);
      teller.person(
        writer,
        `pushes ${deed.names.length === 1 ? "the tag" : `${deed.names.length} tags`} ${range(deed.names)}, which this plan does not release`,
      );
    } else if (deed.kind === "close-issue") {
      const ref = situation.matches.get(deed.subject);
      if (ref === undefined) continue;
      world.as(writer, ref.repository).close(ref.number, "completed");
      teller.person(writer, `closes ${named(ref, world)} "${deed.words}" as completed`);
    } else if (deed.kind === "close-blocker") {
      world.as(writer).close(deed.number, "completed");
      teller.person(writer, `closes the blocker #${deed.number}`);
    }
  }
  for (const deed of deeds) {
    if (deed.kind !== "run-check") continue;
    world.as(writer).reportCheck(deed.name, { app: deed.app });
    teller.say(`${deed.app} reports the check "${deed.name}" as success on ${world.home.head().slice(0, 7)}`);
  }
}

/** All boxes in one commit, each one byte of the plan. */
function tickBoxes(
  deeds: readonly PlainDeed[],
  {
    world,
    teller,
    situation,
  }: { readonly world: DemoWorld; readonly teller: Teller; readonly situation: Situation },
): void {
  const ticks = new Map(
    deeds.flatMap((deed) => (deed.kind === "tick" ? [[deed.boxOffset, deed] as const] : [])),
  );
  if (ticks.size === 0) return;
  const bytes = Uint8Array.from(situation.bytes);
  for (const offset of ticks.keys()) bytes[offset] = "x".charCodeAt(0);
  const words = [...ticks.values()].map((tick) => `line ${tick.line}: ${plainLine(tick.words)}`);
  world
    .as(people.writer)
    .push(
      { [world.path]: bytes },
      { message: ticks.size === 1 ? "Tick what is done" : `Tick ${ticks.size} boxes that are done` },
    );
  teller.person(
    people.writer,
    `ticks ${ticks.size === 1 ? "a box" : `${ticks.size} boxes`} in ${world.path}:`,
  );
  teller.show(words, 6);
}

/** `#3`, or `acme/web#3` of the other repository. */
export function named(issue: IssueRef, world: DemoWorld): string {
  return issue.repository === world.home.fullName
    ? `#${issue.number}`
    : `${issue.repository}#${issue.number}`;
}

function range(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  return rest.length === 0 ? first : `${first} … ${rest.at(-1)}`;
}
