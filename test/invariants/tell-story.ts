import { readBody } from "../../src/model/region.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { doAct } from "./do-act.ts";
import { Keeper } from "./keeper.ts";
import { openMemoryGitHub, planPath } from "./memory-github.ts";
import type { MemoryGitHub } from "./memory-github.ts";
import { planTextOf, settingsTextOf } from "./story.ts";
import type { Act, Chapter, Story } from "./story.ts";
import { stateOf } from "./state-of.ts";

/** What a story came to, and what was wrong in it by invariant; all lists are empty in a good one. */
export interface Told {
  /** Everything people see at the end, without numbers and times. */
  readonly state: string;
  /** Writes of one more look, of one after a restart, and of one with an empty store. */
  readonly restless: readonly string[];
  /** Plans whose other bytes changed. */
  readonly bytes: readonly string[];
  /** Issues that stand for what another stands for. */
  readonly doubled: readonly string[];
  /** Open tasks and phases that nothing stands for and nothing is said about. */
  readonly lost: readonly string[];
  /** Writes that GitHub refuses, or that come two at a time. */
  readonly refused: readonly string[];
}

/** Who knows nothing any more sees what GitHub shows, which lags behind for so long at most. */
const lagMs = 12 * 60_000;

/** Acts after which nothing on GitHub says whose an issue was (docs/sync.md). */
const hiding: ReadonlySet<Act["kind"]> = new Set(["delete issue", "empty body", "break region"]);

interface Telling {
  readonly world: MemoryGitHub;
  readonly keeper: Keeper;
  /** True where somebody takes from GitHub what the store alone knows afterwards: then it is not lost as well. */
  readonly hides: boolean;
  readonly wrong: { restless: string[]; bytes: string[]; doubled: string[]; lost: string[] };
}

/** Tells it; without `troubles` everything goes well in it. */
export async function tellStory(story: Story, troubles: boolean): Promise<Told> {
  const world = openMemoryGitHub(planTextOf(story), settingsTextOf(story));
  const telling: Telling = {
    world,
    keeper: new Keeper(world),
    hides: story.chapters.some(({ acts }) => acts.some(({ kind }) => hiding.has(kind))),
    wrong: { restless: [], bytes: [], doubled: [], lost: [] },
  };
  for (const chapter of story.chapters) await tellChapter(telling, chapter, troubles);
  const state = stateOf(world);
  if (troubles) await lookAgain(telling);
  await telling.keeper.close();
  return { ...telling.wrong, state, refused: [...world.refused] };
}

async function tellChapter(telling: Telling, { acts, trouble }: Chapter, troubles: boolean): Promise<void> {
  const { world, keeper, wrong } = telling;
  for (const act of acts) doAct(world, act);
  const text = world.file();
  const made = world.fake.issues.length;
  if (troubles) {
    const { fault, write, lagMinutes } = trouble;
    const from = world.fake.writes;
    world.lagMs = lagMinutes * 60_000;
    world.fake.fault = (_name, index) => (fault !== "none" && index === from + write ? fault : undefined);
    await keeper.look();
    world.fake.fault = () => undefined;
    if (trouble.next === "looks twice") await keeper.look();
    // A lost answer is looked for when GitHub's lag is over, by the next sweep.
    world.pass(lagMs);
    if (trouble.next === "loses its store") await loseStore(telling);
  }
  if ((await keeper.rest()) === undefined) wrong.restless.push("it never comes to rest");
  if (bare(world.file()) !== bare(text)) wrong.bytes.push(`${text}became\n${world.file()}`);
  wrong.doubled.push(...doubledIn(world, made));
  wrong.lost.push(...lostIn(world));
}

/** The plan without boxes' states and our links. */
function bare(text: string): string {
  return text
    .replaceAll(/^(\s*- \[)[ xX]\]/gm, "$1]")
    .replaceAll(/ \(\[#\d+\]\(https:\/\/github\.com\/o\/home\/issues\/\d+\)\)/g, "");
}

async function loseStore({ keeper, hides }: Telling): Promise<void> {
  if (!hides) await keeper.loseStore();
}

async function lookAgain(telling: Telling): Promise<void> {
  const { world, keeper, wrong } = telling;
  const look = async (): Promise<readonly string[]> => {
    const from = world.writes.length;
    await keeper.look();
    return world.writes.slice(from).map(({ name, given }) => `${name} ${JSON.stringify(given)}`);
  };
  wrong.restless.push(...(await look()).map((write) => `one more look: ${write}`));
  world.pass(lagMs);
  await loseStore(telling);
  wrong.restless.push(...(await look()).map((write) => `a look with an empty store: ${write}`));
}

/** Open issues of one subject, and more issues of one title than the plan has lines for since `made`. */
function doubledIn(world: MemoryGitHub, made: number): readonly string[] {
  const open = world.issues().filter(({ state }) => state === "open");
  const bySubject = Map.groupBy(open, ({ body, ref }) => {
    const read = readBody(body);
    return read.kind === "region" ? read.marker.subject : `#${ref.number}`;
  });
  const twins = [...bySubject].filter(([, issues]) => issues.length > 1);
  const { plan } = parsePlan(world.fake.files.get(planPath) ?? new Uint8Array());
  const nodes = [
    plan.title ?? "",
    ...plan.phases.map(({ title }) => title),
    ...plan.tasks.map(({ text }) => text),
  ];
  const fresh = Map.groupBy(world.fake.issues.slice(made), ({ title }) => title);
  const surplus = [...fresh].filter(
    ([title, issues]) => issues.length > nodes.filter((node) => title.endsWith(node)).length,
  );
  return [
    ...twins.map(
      ([subject, issues]) => `${subject}: ${issues.map(({ ref }) => `#${ref.number}`).join(", ")}`,
    ),
    ...surplus.map(([title, issues]) => `${issues.length} × "${title}"`),
  ];
}

/** Work that no issue stands for, and no problem on the plan's check either. */
function lostIn(world: MemoryGitHub): readonly string[] {
  const { plan } = parsePlan(world.fake.files.get(planPath) ?? new Uint8Array());
  const said = new Set(world.fake.checks.at(-1)?.annotations.map(({ line }) => line) ?? []);
  const subjects = new Set<string>(
    world.issues().flatMap(({ body }) => {
      const read = readBody(body);
      return read.kind === "none" || read.marker === undefined ? [] : [read.marker.subject];
    }),
  );
  const bodies = world.issues().map(({ body }) => body);
  const isWhole = world.file(".github/plangate.yml").includes("issues: tasks");
  const phases = plan.phases.filter(
    ({ identity, line }) => !subjects.has(`phase:${identity}`) && !said.has(line),
  );
  const tasks = plan.tasks.filter(({ identity, line, role, checked, parent, phase }) => {
    if (role !== "work" || checked || said.has(line) || subjects.has(`task:${identity}`)) return false;
    const isBox = !isWhole || parent !== undefined;
    const around = plan.phases.find(({ key }) => key === phase)?.line ?? 1;
    if (said.has(around) || (parent !== undefined && said.has(parent))) return false;
    return !isBox || bodies.every((body) => !body.includes(`box=${identity}`));
  });
  return [...phases.map(({ title }) => title), ...tasks.map(({ text }) => text)];
}
