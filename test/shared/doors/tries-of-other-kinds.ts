import type { Situation } from "../../../src/engine/gather-plan.ts";
import type { IssueRef } from "../../../src/model/repository.ts";
import { approvals, attestations, choices, dayIn, dayMs, revocations, waivers } from "./commands.ts";
import { tick } from "./own-deed.ts";
import type { SeedHouse } from "./seed-house.ts";
import type { Try } from "./try.ts";
import { allBut, everything } from "./try.ts";

/** What is right for a line of another kind. */
export const triesOfOtherKinds: readonly Try[] = [
  {
    what: "an approval",
    on: allBut("approve"),
    happens: (of, at) => void of.say(of.ada, approvals(at)),
  },
  { what: "approvals taken back", on: everything, happens: takeBack },
  {
    what: "an attestation",
    on: allBut("attest"),
    happens: (of, at) => void of.say(of.ada, attestations(at)),
  },
  { what: "attestations taken back", on: everything, happens: takeBack },
  {
    what: "a decision",
    on: allBut("decide"),
    happens: (of, at) => void of.say(of.ada, choices(at)),
  },
  { what: "decisions taken back", on: everything, happens: takeBack },
  {
    what: "a waiver that has ended",
    on: everything,
    happens: async (of, at) => {
      of.say(of.ada, waivers(at, `until ${dayIn(of, 1)} because it rains`));
      await of.settle();
      await of.simulator.advance(3 * dayMs);
      await of.later();
    },
  },
  {
    what: "every box of the plan",
    on: allBut("box"),
    happens: (of, at) => tick(of, boxesOf(at), "x"),
    after: (of, at) => tick(of, boxesOf(at), " "),
  },
  {
    what: "every issue of the plan, closed",
    on: allBut("issue"),
    happens: ({ simulator }, at) => {
      for (const { repository, number } of issuesOf(at)) simulator.as("ada", repository).close(number);
    },
    after: ({ simulator }, at) => {
      for (const { repository, number } of issuesOf(at)) simulator.as("ada", repository).reopen(number);
    },
  },
];

function takeBack(of: SeedHouse, at: Situation): void {
  of.say(of.ada, revocations(at));
}

function boxesOf({ parsed }: Situation): readonly number[] {
  const { tasks, gates } = parsed.plan;
  return [...tasks, ...gates.flatMap(({ criteria }) => criteria)].flatMap(({ boxOffset }) => boxOffset ?? []);
}

function issuesOf({ matches }: Situation): readonly IssueRef[] {
  return [...matches.values()];
}
