import { PushRefused } from "../../../simulator/people/push-refused.ts";
import { mayTag } from "../../gates/judge-version.ts";
import { lets } from "../../model/verdict.ts";
import type { DemoWorld } from "./demo-world.ts";
import { pushTag } from "./git-push.ts";
import { people } from "./people.ts";
import type { Teller } from "./teller.ts";

/** A tag that somebody pushes past the gates: an incident where no wall stands, git's refusal where one does. */
export async function tellWalls(world: DemoWorld, teller: Teller): Promise<void> {
  const situation = await world.look();
  const versions = situation.parsed.plan.releases.map(({ version }) => version);
  const [version] = versions;
  if (version === undefined) return;
  teller.step("A tag is pushed by hand");
  const node = mayTag(situation.evaluation, version);
  if (node !== undefined && !lets(node.verdict)) await tellIncident(version, world, teller);
  await tellRuleset(versions, world, teller);
  await world.settle();
}

async function tellIncident(version: string, world: DemoWorld, teller: Teller): Promise<void> {
  const { home } = world;
  const commit = world.as(people.writer).tag(version);
  teller.person(people.writer, `pushes the tag ${version} past its gates: no ruleset stands yet`);
  await world.settle();
  const incidents = home.issues().filter(({ title }) => title.startsWith(`${version} was tagged while`));
  const [incident] = incidents;
  teller.expect(`Incidents of ${version}`, incidents.length, 1);
  teller.expect("Tags are never deleted by plangate", home.tags()[version], commit);
  const check = home.checkRuns(commit).findLast(({ name }) => name === `plangate/release ${version}`);
  teller.expect("The check on the tagged commit", check?.conclusion, "failure");
  teller.plangate(
    `fails the check on ${commit.slice(0, 7)}, leaves the tag alone, and opens #${incident?.number} "${incident?.title}"`,
  );
  world.as(people.maintainer).deleteTag(version);
  world.as(people.maintainer).close(incident?.number ?? 0, "completed");
  teller.person(people.maintainer, `takes the tag back and closes #${incident?.number}`);
  await world.settle();
}

/** The first wall: creation restricted to plangate's App. */
async function tellRuleset(versions: readonly string[], world: DemoWorld, teller: Teller): Promise<void> {
  const { home, appId } = world;
  const [version = ""] = versions;
  world.as(people.maintainer).createRuleset({
    name: "Versions of the plan",
    target: "tag",
    conditions: { ref_name: { include: versions.map((one) => `refs/tags/${one}`) } },
    rules: [{ type: "creation" }],
    bypass_actors: [{ actor_id: appId, actor_type: "Integration", bypass_mode: "always" }],
  });
  teller.person(people.maintainer, "sets up a ruleset: only plangate creates tags of the plan's versions");
  await tellPush(version, world, teller);
  teller.expect("Tags after the refused push", home.tags()[version], undefined);
}

/** With the machine's own git over HTTP, where there is one. */
async function tellPush(version: string, world: DemoWorld, teller: Teller): Promise<void> {
  const pushed = await pushTag(version, people.writer, world);
  if (pushed !== undefined) {
    teller.expect(`The push of ${version} is refused`, pushed.isRefused, true);
    teller.person(people.writer, `tries again: ${pushed.command}`);
    teller.show(pushed.lines);
    return;
  }
  const refusal = refusalOf(() => world.as(people.writer).tag(version));
  teller.expect(`The push of ${version} is refused`, refusal !== undefined, true);
  teller.person(people.writer, "tries again; this machine has no git to push with, which would say:");
  teller.show(refusal?.split("\n") ?? []);
}

function refusalOf(push: () => void): string | undefined {
  try {
    push();
    return undefined;
  } catch (error) {
    if (error instanceof PushRefused) return error.message;
    throw error;
  }
}
