import { afterEach, describe, expect, it } from "vitest";
import type { DemoWorld } from "../../src/cli/demo/demo-world.ts";
import { Teller } from "../../src/cli/demo/teller.ts";
import { Walk } from "../../src/cli/demo/walk.ts";
import type { Situation } from "../../src/engine/gather-plan.ts";
import { mayTag } from "../../src/gates/judge-version.ts";
import { lets } from "../../src/model/verdict.ts";
import { releaseReport } from "../../src/report/release-report.ts";
import { plainPainter } from "../../src/report/terminal-tree.ts";
import { passEverything } from "./doors/ci.ts";
import { linesOf, openLines } from "./doors/line.ts";
import type { Line } from "./doors/line.ts";
import { giveOwn } from "./doors/own-deed.ts";
import { openSeedHouse } from "./doors/seed-house.ts";
import type { SeedHouse } from "./doors/seed-house.ts";
import { seedSettings } from "./doors/seed-settings.ts";
import { triesByNumbers } from "./doors/tries-by-numbers.ts";
import { triesByThings } from "./doors/tries-by-things.ts";
import { triesByWords } from "./doors/tries-by-words.ts";
import { triesOfOtherKinds } from "./doors/tries-of-other-kinds.ts";

/** So that a busy machine is none that fails; on an idle one a seed takes half a minute. */
const timeoutMs = 10 * 60_000;
const tries = [...triesByWords, ...triesOfOtherKinds, ...triesByThings, ...triesByNumbers];

let house: SeedHouse | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** What was wrong, and how much was tried. */
interface Count {
  readonly wrong: readonly string[];
  readonly count: number;
}

/** Everything that opens nothing, on every line at once; and what opened all the same. */
async function tryEverything(of: SeedHouse): Promise<Count> {
  const wrong: string[] = [];
  let count = 0;
  let at = await of.look();
  for (const one of tries) {
    const lines = linesOf(at);
    const tried = lines.filter(one.on);
    if (tried.length === 0) continue;
    await one.happens(of, at);
    await of.settle();
    at = await of.look();
    const open = openLines(at, lines);
    wrong.push(...tried.filter(({ key }) => open.has(key)).map(({ key }) => `${key} opens by ${one.what}`));
    count += tried.length;
    if (one.after === undefined) continue;
    one.after(of, at);
    await of.settle();
    at = await of.look();
  }
  return { wrong, count };
}

/** Each line by its own evidence, in the plan's order; whatever opens beside it was wrong. */
async function openEach(of: SeedHouse): Promise<Count> {
  const wrong: string[] = [];
  const given: Line[] = [];
  let at = await of.look();
  for (const line of linesOf(at)) {
    given.push(line);
    // What asks the same elsewhere may hold already.
    if (openLines(at, [line]).size > 0) continue;
    giveOwn(of, line, at);
    await of.settle();
    at = await of.look();
    const lines = linesOf(at);
    const open = openLines(at, lines);
    if (!open.has(line.key)) wrong.push(`${line.key} stays shut by its own ${line.own.join()}`);
    const early = lines.filter(({ key }) => open.has(key) && !given.some((one) => one.key === key));
    const strange = early.filter((one) => !asksTheSame(one, given));
    wrong.push(...strange.map(({ key }) => `${key} opens by what was given to ${line.key}`));
  }
  return { wrong, count: given.length };
}

function asksTheSame({ of }: Line, given: readonly Line[]): boolean {
  const same = of.kind === "criterion" ? of.criterion.sameAs : undefined;
  return same !== undefined && given.some(({ key }) => key === same || key.startsWith(`${same}.`));
}

/** Who keeps the repository follows the ways out alone, with a workflow that passes on every commit. */
function walkAlone(of: SeedHouse): Walk {
  const { simulator, tool, web, path, appHandle, settle } = of;
  let passed = "";
  const look = async (): Promise<Situation> => {
    const at = await of.look();
    if (passed === tool.head()) return at;
    passed = tool.head();
    passEverything(of, at.settings);
    await settle();
    return of.look();
  };
  const world: DemoWorld = {
    simulator,
    home: tool,
    other: web,
    path,
    appId: appHandle.id,
    as: (_, repository = tool.fullName) => simulator.as("ada", repository),
    repository: (name) => simulator.repository(name),
    settle,
    look,
    preview: () => Promise.resolve([]),
    later: () => of.later(),
    close: () => of.close(),
  };
  const teller = new Teller(plainPainter, () => undefined);
  return new Walk(world, teller, (_, options) => options.at(-1));
}

/** Moments of the plan before which something stands still. */
const shutMoments = ({ evaluation }: Situation): readonly string[] =>
  Object.entries(evaluation.moments).flatMap(([moment, { verdict }]) => (lets(verdict) ? [] : [moment]));

/** Versions whose check on the default branch's head does not say what was read there just now. */
async function unlikeItsChecks({ look, tool }: SeedHouse): Promise<readonly string[]> {
  const { parsed, evaluation } = await look();
  const checks = tool.checkRuns(tool.head());
  return parsed.plan.releases.flatMap(({ version }) => {
    const node = mayTag(evaluation, version);
    const check = checks.findLast(({ name }) => name === `plangate/release ${version}`);
    return node === undefined || check?.text?.startsWith(releaseReport(node).text) === true ? [] : [version];
  });
}

/** Nobody else had a hand in it, and what one person says of their own work is shown as that. */
function expectAlone({ tool, web }: SeedHouse, version: string | undefined): void {
  const makers = new Set(tool.commits().map(({ author }) => author));
  expect([...makers].filter((login) => login !== "ada" && login !== "plangate[bot]")).toEqual([]);
  const bodies = [...tool.issues(), ...web.issues()].map(({ body }) => body ?? "");
  expect(bodies.join("\n")).toMatch(/by ada \(self-(?:attested|approved)\)/);
  if (version === undefined) return;
  const notes = tool.releases().find(({ tag }) => tag === version)?.body ?? "";
  const [exceptions = ""] = notes.split("### What was true");
  expect(exceptions).toMatch(/by ada \(self-(?:attested|approved)\)/);
  const check = tool.checkRuns(version).findLast(({ name }) => name === `plangate/release ${version}`);
  expect(check?.text).toMatch(/by ada \(self-(?:attested|approved)\)/);
}

describe.each(seedSettings)("$name through its doors", ({ name, versions, ...settings }) => {
  it(
    "starts shut, opens each gate by its own evidence and nothing else, and lets one who is alone through",
    async () => {
      const of = await openSeedHouse(name, settings);
      house = of;
      const before = await of.look();
      const lines = linesOf(before);
      expect([...openLines(before, lines)]).toEqual([]);

      const refused = await tryEverything(of);
      expect(refused.wrong).toEqual([]);
      expect(await unlikeItsChecks(of)).toEqual([]);
      for (const version of versions) of.say(of.ada, [`release ${version}`]);
      await of.settle();
      expect(of.tool.releases()).toEqual([]);

      const opened = await openEach(of);
      expect(opened.wrong).toEqual([]);
      expect(opened.count).toBe(lines.length);
      const gates = new Set(
        lines.flatMap(({ of: subject }) => (subject.kind === "criterion" ? [subject.gate.key] : [])),
      );
      process.stdout.write(
        `${name}: ${gates.size} gates, ${lines.length} criteria, ${opened.count} opened, ${refused.count} refused\n`,
      );

      const walk = walkAlone(of);
      for (const version of versions) await walk.release(version);
      await walk.open(({ evaluation }) => evaluation.moments["done:plan"], "plan");
      const done = await of.look();
      expect(shutMoments(done)).toEqual([]);
      const released = of.tool.releases().filter(({ draft }) => !draft);
      expect(released.map(({ tag }) => tag)).toEqual(versions);
      expectAlone(of, versions[0]);
      expect(of.simulator.violations).toEqual([]);
    },
    timeoutMs,
  );
});
