import type { Situation } from "../../engine/gather-plan.ts";
import { mayTag } from "../../gates/judge-version.ts";
import type { Phase } from "../../model/plan.ts";
import type { VerdictNode } from "../../model/verdict.ts";
import { lets } from "../../model/verdict.ts";
import { openLeaves } from "../../report/release-report.ts";
import { plainPainter, terminalTree } from "../../report/terminal-tree.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { PlainDeed } from "./do-deeds.ts";
import { doDeeds } from "./do-deeds.ts";
import type { Choose } from "./follow-way.ts";
import { followWay } from "./follow-way.ts";
import { issueOf } from "./issue-of.ts";
import { release } from "./release.ts";
import { Mismatch } from "./teller.ts";
import type { Teller } from "./teller.ts";

/** What came of a walk. A version that a decision skips is not reached, and that is no failure. */
export type Reached = "reached" | "skipped";

/** Rounds in which something moves before it is called a circle. */
const roundsMax = 60;

/** People going through a plan by the ways out that plangate names, until a moment may come. */
export class Walk {
  readonly world: DemoWorld;
  readonly teller: Teller;
  readonly #choose: Choose;
  readonly #underWay = new Set<string>();

  constructor(world: DemoWorld, teller: Teller, choose: Choose) {
    this.world = world;
    this.teller = teller;
    this.#choose = choose;
  }

  /** Opens what stands before a version's tag, and releases it. */
  async release(version: string): Promise<Reached> {
    const now = (await this.world.look()).evaluation.releaseStates[version];
    if (now === "tagged" || now === "skipped") return now === "skipped" ? "skipped" : "reached";
    const reached = await this.#once(`release ${version}`, () =>
      this.open(({ evaluation }) => mayTag(evaluation, version), version),
    );
    if (reached === "reached") await release(version, this.world, this.teller);
    return reached;
  }

  /** Opens what stands before a phase's start, then before it is done. */
  async finish(phase: Phase): Promise<Reached> {
    return this.#once(`finish ${phase.key}`, () =>
      this.open(({ evaluation }) => evaluation.phases.find(({ key }) => key === phase.key), phase.key),
    );
  }

  /** Opens what stands before a moment. Throws a `Mismatch` where nothing moves any more. */
  async open(look: (situation: Situation) => VerdictNode | undefined, about: string): Promise<Reached> {
    let before = "";
    for (let round = 0; round < roundsMax; round += 1) {
      const situation = await this.world.look();
      const node = look(situation);
      if (node === undefined) throw new Error(`Cannot open ${about}: the plan has it no more`);
      if (isSkipped(about, situation)) return "skipped";
      if (lets(node.verdict)) return "reached";
      const leaves = openLeaves(node);
      const stands = leaves.map(({ key, reason }) => `${key}: ${reason}`).join("\n");
      if (stands === before) throw stuck(node, about);
      before = stands;
      await this.#follow(leaves, situation, about);
    }
    throw new Error(`Cannot open ${about}: after ${roundsMax} rounds something still stands`);
  }

  /** What others have to reach first comes first; the rest is looked at anew after it. */
  async #follow(leaves: readonly VerdictNode[], situation: Situation, about: string): Promise<void> {
    const { world, teller } = this;
    const deeds = leaves.flatMap((leaf) => followWay(leaf, situation, this.#choose));
    for (const deed of deeds) {
      if (deed.kind === "release" && !this.#underWay.has(`release ${deed.version}`)) {
        await this.release(deed.version);
        return;
      }
      if (deed.kind === "finish" && !this.#underWay.has(`finish ${deed.phase.key}`)) {
        teller.say(`First "${deed.phase.title}" has to be done.`);
        await this.finish(deed.phase);
        return;
      }
    }
    for (const deed of deeds) if (deed.kind === "wait") await this.#waitUntil(deed.day);
    const plain = deeds.filter(
      (deed): deed is PlainDeed => deed.kind !== "release" && deed.kind !== "finish" && deed.kind !== "wait",
    );
    doDeeds(plain, { world, teller, situation, issue: issueOf(about, situation) });
    await world.settle();
  }

  async #waitUntil(day: string): Promise<void> {
    const { simulator } = this.world;
    const leftMs = Date.parse(`${day}T00:00:00Z`) - simulator.now().getTime();
    if (leftMs <= 0) return;
    this.teller.say(`Everybody waits until ${day}.`);
    await simulator.advance(leftMs);
    await this.world.later();
  }

  async #once(name: string, go: () => Promise<Reached>): Promise<Reached> {
    if (this.#underWay.has(name)) throw new Error(`Cannot ${name}: it waits for itself`);
    this.#underWay.add(name);
    const reached = await go();
    this.#underWay.delete(name);
    return reached;
  }
}

function isSkipped(about: string, { evaluation }: Situation): boolean {
  return evaluation.releaseStates[about] === "skipped" || evaluation.phaseStates[about] === "skipped";
}

function stuck(node: VerdictNode, about: string): Mismatch {
  const tree = terminalTree([node], plainPainter);
  return new Mismatch(`What stands before ${about} opens when its ways out are followed`, "open", tree);
}
