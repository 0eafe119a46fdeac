import { basename } from "node:path";
import type { PlanParser } from "../../engine/plan-parser.ts";
import type { Painter } from "../../report/terminal-tree.ts";
import { describeProblems } from "../describe-problems.ts";
import type { Told } from "../told.ts";
import type { DemoWorld } from "./demo-world.ts";
import { openDemoWorld } from "./demo-world.ts";
import type { DemoPlan } from "./furnish.ts";
import { people } from "./people.ts";
import { tellBoxes } from "./tell-boxes.ts";
import { tellChecks } from "./tell-checks.ts";
import { tellGates } from "./tell-gates.ts";
import { tellPlan } from "./tell-plan.ts";
import { tellRefusals } from "./tell-refusals.ts";
import { tellSecondRun } from "./tell-second-run.ts";
import { tellWalls } from "./tell-walls.ts";
import { Mismatch, Teller } from "./teller.ts";

/** What `plangate demo` is asked, and where it says it. */
export interface DemoInput {
  /** The plan's file, as it was named. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly issues: DemoPlan["issues"];
  readonly parser: PlanParser;
  readonly painter: Painter;
  readonly write: (line: string) => void;
  /** Waits until the reader has seen enough; undefined ends after the story. */
  readonly stay?: () => Promise<void>;
}

/**
 * `plangate demo [FILE]`: a simulated GitHub and the real App on 127.0.0.1, and a story told of the plan. 1 where a step
 * did not go as told.
 */
export async function demo(input: DemoInput): Promise<Told["exitCode"]> {
  const parsed = await input.parser.parse(input.bytes);
  const teller = new Teller(input.painter, input.write);
  if (parsed.refused) {
    teller.plain(describeProblems(parsed.problems, input.file));
    return 2;
  }
  const plan = { name: basename(input.file), bytes: input.bytes, plan: parsed.plan, issues: input.issues };
  const world = await openDemoWorld(plan);
  try {
    await tell(world, teller);
    if (input.stay !== undefined) {
      teller.plain(
        `\nLook around: ${world.simulator.url}/_state (and /_state/${world.home.fullName}). Ctrl-C ends it.`,
      );
      await input.stay();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    teller.plain(`\nNot as told: ${error.message}`);
    return 1;
  } finally {
    await world.close();
  }
}

async function tell(world: DemoWorld, teller: Teller): Promise<void> {
  const { maintainer, writer, reader } = people;
  teller.plain(teller.painter.bold("plangate on a simulated GitHub: nothing leaves this machine"));
  teller.say(`${world.home.fullName} keeps ${world.path}; ${world.other.fullName} is beside it.`);
  teller.say(`${maintainer} maintains both, ${writer} may write, ${reader} may read.`);
  await tellPlan(world, teller);
  await tellChecks(world, teller);
  await tellRefusals(world, teller);
  await tellWalls(world, teller);
  await tellBoxes(world, teller);
  await tellGates(world, teller);
  await tellSecondRun(world, teller);
}
