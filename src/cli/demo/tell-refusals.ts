import type { Situation } from "../../engine/gather-plan.ts";
import { mayTag } from "../../gates/judge-version.ts";
import { lets } from "../../model/verdict.ts";
import type { DemoWorld } from "./demo-world.ts";
import { named } from "./do-deeds.ts";
import { issueOf } from "./issue-of.ts";
import { lastWords } from "./last-words.ts";
import { people } from "./people.ts";
import { plainWords } from "./plain-words.ts";
import type { Teller } from "./teller.ts";

const refusalLinesMax = 14;

/** A release is refused with all that stands before it, and what somebody says who may not counts for nothing. */
export async function tellRefusals(world: DemoWorld, teller: Teller): Promise<void> {
  teller.step("What may not be is refused, and why");
  const situation = await world.look();
  const version = situation.parsed.plan.releases[0]?.version;
  if (version === undefined)
    teller.say(
      "The plan declares no release: it guards no tag. plangate lint proposes the marker that declares one.",
    );
  else await refuseRelease(version, world, teller);
  await refuseReader(situation, world, teller);
}

async function refuseRelease(version: string, world: DemoWorld, teller: Teller): Promise<void> {
  const { home } = world;
  const situation = await world.look();
  const node = mayTag(situation.evaluation, version);
  if (node === undefined || lets(node.verdict))
    return teller.say(`Nothing stands before the tag of ${version}.`);
  const issue = issueOf(version, situation);
  const tags = home.tags();
  world.as(people.maintainer).comment(issue.number, `/plangate release ${version}`);
  teller.person(people.maintainer, `comments on ${named(issue, world)}: /plangate release ${version}`);
  await world.settle();
  const told = lastWords(world, issue);
  teller.expectPart(`The answer to the request for ${version}`, told, `${version} may not be tagged`);
  teller.expect("Tags after the refusal", home.tags(), tags);
  teller.expect("Releases after the refusal", home.releases(), []);
  const [head, ...rest] = plainWords(told.slice(0, told.indexOf("<details>")));
  teller.plangate(head ?? "");
  teller.show(rest, refusalLinesMax);
}

async function refuseReader(situation: Situation, world: DemoWorld, teller: Teller): Promise<void> {
  const issue = situation.matches.get("plan");
  if (issue === undefined) return;
  const command = commandFor(situation);
  const id = world.as(people.reader).comment(issue.number, command);
  teller.person(people.reader, `may only read, and comments on ${named(issue, world)}: ${command}`);
  await world.settle();
  const told = lastWords(world, issue);
  teller.expectPart("The answer to somebody who may not", told, "is refused");
  const comment = world.home.comments(issue.number).find((one) => one.id === id);
  teller.expect(
    "The reaction to it",
    comment?.reactions.map((one) => one.split(" ")[0]),
    ["-1"],
  );
  teller.plangate(plainWords(told).join(" "));
}

/** What a reader would like to say to the first gate that people open. */
function commandFor({ parsed }: Situation): string {
  const { gates, decisions } = parsed.plan;
  const forPeople = gates.find(
    ({ before, criteria }) =>
      before.length > 0 &&
      (criteria.length === 0 || criteria.some(({ kind }) => kind === "approval" || kind === "statement")),
  );
  const [decision] = decisions;
  if (forPeople !== undefined) return `/plangate approve ${forPeople.key}`;
  if (decision !== undefined) return `/plangate decide ${decision.key} ${decision.options[0] ?? "yes"}`;
  return gates[0] === undefined
    ? "/plangate confirm"
    : `/plangate attest ${gates[0].key} because it looks good`;
}
