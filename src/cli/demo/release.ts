import type { DemoWorld } from "./demo-world.ts";
import { named } from "./do-deeds.ts";
import { issueOf } from "./issue-of.ts";
import { people } from "./people.ts";
import { lastWords } from "./last-words.ts";
import type { Teller } from "./teller.ts";

/** The maintainer asks for a release that nothing stands before: the tag is made, and the release published. */
export async function release(version: string, world: DemoWorld, teller: Teller): Promise<void> {
  const { home } = world;
  const issue = issueOf(version, await world.look());
  const head = home.head();
  world.as(people.maintainer, issue.repository).comment(issue.number, `/plangate release ${version}`);
  teller.person(people.maintainer, `asks on ${named(issue, world)}: /plangate release ${version}`);
  await world.settle();
  const told = lastWords(world, issue);
  teller.expectPart(`${version} is made when nothing stands before it`, told, "is tagged and published");
  teller.expect(`The tag ${version}`, home.tags()[version], head);
  const published = home.releases().find(({ tag, draft }) => tag === version && !draft);
  teller.expect(`The release ${version} is published`, published?.tag, version);
  teller.plangate(`makes the tag ${version} at ${head.slice(0, 7)} and publishes the release`);
}
