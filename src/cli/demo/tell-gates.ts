import type { Situation } from "../../engine/gather-plan.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { Choose } from "./follow-way.ts";
import { people } from "./people.ts";
import type { Teller } from "./teller.ts";
import { Walk } from "./walk.ts";

/** Wall time after which no further release is begun. */
const beginMsMax = 60_000;

/** Gates are opened one after the other, each by what plangate says opens it, until every release is made and the plan done. */
export async function tellGates(world: DemoWorld, teller: Teller): Promise<void> {
  const situation = await world.look();
  const walk = new Walk(world, teller, choiceOf(situation));
  const isLate = lateAfter(beginMsMax);
  const versions = situation.parsed.plan.releases.map(({ version }) => version);
  for (const [index, version] of versions.entries()) {
    if (isLate())
      return teller.say(`${versions.length - index} releases are left: the rest goes the same way.`);
    teller.step(`${version}: its gates are opened, and the tag is made`);
    world.as(people.writer).push({ [`src/${version}.txt`]: "Built\n" }, { message: `Build ${version}` });
    teller.person(people.writer, `pushes the work of ${version}`);
    await world.settle();
    const reached = await walk.release(version);
    if (reached === "skipped")
      teller.plangate(`counts ${version} as skipped: it may not be tagged, and what comes after it goes on`);
  }
  if (isLate()) return teller.say("What is left once the tags are there goes the same way.");
  teller.step(
    versions.length === 0 ? "The plan is worked through to its end" : "What is left once the tags are there",
  );
  await finish(walk, world, teller);
}

async function finish(walk: Walk, world: DemoWorld, teller: Teller): Promise<void> {
  const { parsed } = await world.look();
  for (const phase of parsed.plan.phases.filter(({ parent }) => parent === undefined))
    await walk.finish(phase);
  await walk.open(({ evaluation }) => evaluation.plan, "plan");
  const { evaluation, matches } = await world.look();
  const open = Object.entries(evaluation.phaseStates).filter(([, state]) => state === "open");
  teller.expect("Phases that are not done", open, []);
  // The plan's own issue stays: the plan goes on being followed.
  const own = matches.get("plan");
  const ownUrl = own && world.repository(own.repository).issue(own.number).url;
  const issues = [...world.home.issues(), ...world.other.issues()].filter(({ url }) => url !== ownUrl);
  const left = issues.filter(({ state }) => state === "open").map(({ title }) => title);
  teller.expect("Issues that are open beside the plan's own", left, []);
  teller.plangate(`has nothing left to ask: ${issues.length} issues are closed, and the plan's own goes on.`);
}

function lateAfter(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start > ms;
}

/**
 * The first option, or what a release is conditional on; but where another release comes after it, the option that skips
 * it is taken, to show that.
 */
function choiceOf({ parsed }: Situation): Choose {
  const { conditions, releases } = parsed.plan;
  return (decision, options) => {
    const condition = conditions.find((one) => one.decision === decision);
    const last = releases.at(-1);
    if (condition === undefined) return options[0];
    const isLast = last === undefined || last.phase === condition.phase || last.version === condition.phase;
    return options.find((option) => (option === condition.option) === isLast) ?? options[0];
  };
}
