import { basename } from "node:path";
import { openDemoWorld } from "../../src/cli/demo/demo-world.ts";
import type { DemoWorld } from "../../src/cli/demo/demo-world.ts";
import { doDeeds } from "../../src/cli/demo/do-deeds.ts";
import type { PlainDeed } from "../../src/cli/demo/do-deeds.ts";
import { followWay } from "../../src/cli/demo/follow-way.ts";
import type { Choose } from "../../src/cli/demo/follow-way.ts";
import { issueOf } from "../../src/cli/demo/issue-of.ts";
import { lastWords } from "../../src/cli/demo/last-words.ts";
import { people } from "../../src/cli/demo/people.ts";
import { Teller } from "../../src/cli/demo/teller.ts";
import { Walk } from "../../src/cli/demo/walk.ts";
import { mayTag } from "../../src/gates/judge-version.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { openLeaves } from "../../src/report/release-report.ts";
import { plainPainter } from "../../src/report/terminal-tree.ts";
import { seedPlans } from "./plans-folder.ts";

/** A real plan on a simulated GitHub with the whole App, and people who follow the ways out that plangate names. */
export interface ReleaseStory {
  readonly world: DemoWorld;
  /** Opens what stands before a version by its own ways out, and releases it. */
  readonly release: Walk["release"];
  /** Does everything that is asked before a version but what `isKept` holds back. */
  readonly openBut: (version: string, isKept: (deed: PlainDeed) => boolean) => Promise<void>;
  /** The maintainer asks for a release on its issue; plangate's answer. */
  readonly ask: (version: string) => Promise<string>;
  /** The maintainer says something on a version's issue. */
  readonly comment: (version: string, words: string) => Promise<void>;
  /** What stands before a version's tag, as keys with reasons. */
  readonly stands: (version: string) => Promise<readonly string[]>;
  /** Every tag of the home that the plan declares. */
  readonly tagged: () => Promise<readonly string[]>;
}

const roundsMax = 12;

/** Opens a seed plan, with its issues made. */
export async function openStory(name: string, choose: Choose): Promise<ReleaseStory> {
  const seed = seedPlans().find((one) => one.name === `seeds/${name}`);
  if (seed === undefined) throw new Error(`Cannot read the seed ${name}`);
  const { plan } = parsePlan(seed.bytes);
  const world = await openDemoWorld({ name: basename(name), bytes: seed.bytes, plan, issues: "phases" });
  const teller = new Teller(plainPainter, () => undefined);
  const walk = new Walk(world, teller, choose);
  await world.settle();

  const leavesOf = async (version: string) => {
    const situation = await world.look();
    const node = mayTag(situation.evaluation, version);
    return { situation, leaves: node === undefined ? [] : openLeaves(node) };
  };
  const comment: ReleaseStory["comment"] = async (version, words) => {
    const issue = issueOf(version, await world.look());
    world.as(people.maintainer, issue.repository).comment(issue.number, words);
    await world.settle();
  };
  return {
    world,
    release: (version) => walk.release(version),
    openBut: async (version, isKept) => {
      let before = "";
      for (let round = 0; round < roundsMax; round += 1) {
        const { situation, leaves } = await leavesOf(version);
        const now = leaves.map(({ key }) => key).join();
        if (now === before) return;
        before = now;
        const deeds = leaves
          .flatMap((leaf) => followWay(leaf, situation, choose))
          .filter(
            (deed): deed is PlainDeed =>
              deed.kind !== "release" && deed.kind !== "finish" && deed.kind !== "wait",
          )
          .filter((deed) => !isKept(deed));
        doDeeds(deeds, { world, teller, situation, issue: issueOf(version, situation) });
        await world.settle();
      }
    },
    ask: async (version) => {
      await comment(version, `/plangate release ${version}`);
      return lastWords(world, issueOf(version, await world.look()));
    },
    comment,
    stands: async (version) => (await leavesOf(version)).leaves.map(({ key, reason }) => `${key}: ${reason}`),
    tagged: async () => {
      const { evaluation } = await world.look();
      return Object.entries(evaluation.releaseStates).flatMap(([version, state]) =>
        state === "tagged" ? [version] : [],
      );
    },
  };
}
