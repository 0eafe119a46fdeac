import { proofOf } from "../../src/gates/approvers.ts";
import { keyOfDependency, wordingOfDependency } from "../../src/gates/dependencies.ts";
import { evaluate } from "../../src/gates/evaluate.ts";
import { declaredRelease, indexPlan } from "../../src/gates/index-plan.ts";
import { mayTag } from "../../src/gates/judge-version.ts";
import { quoted } from "../../src/gates/answer.ts";
import { known } from "../../src/model/known.ts";
import type { Criterion, Gate, Phase } from "../../src/model/plan.ts";
import type { Evaluation, VerdictNode } from "../../src/model/verdict.ts";
import { lets } from "../../src/model/verdict.ts";
import { parseVersion } from "../../src/model/version.ts";
import { openLeaves } from "../../src/report/release-report.ts";
import { plainPainter, terminalTree } from "../../src/report/terminal-tree.ts";
import { today, withBox, withCheck, withClosedIssue, withEvidence } from "./world.ts";
import { listOf, withFile, withStatement, withTag, withTask } from "./world.ts";
import type { World } from "./world.ts";

/** Whether a release can be reached by what its open criteria ask for, and nothing that exists only after its tag. */
export type Reached =
  | { readonly kind: "tagged"; readonly world: World }
  | { readonly kind: "stuck"; readonly version: string; readonly tree: string };

/** Supplies what is asked, lower and awaited versions first, until the version may be tagged; then tags it. */
export function reachTag(world: World, version: string): Reached {
  const walk = new Walk(world);
  if (walk.release(version)) return { kind: "tagged", world: walk.world };
  const node = mayTag(walk.evaluation(), version);
  const tree = node === undefined ? `the plan declares no ${version}` : terminalTree([node], plainPainter);
  return { kind: "stuck", version, tree: `${tree}\n${walk.refused.join("\n")}` };
}

/** Goes through a plan as its people would. Whatever is under way already is not begun again: a circle ends there. */
class Walk {
  world: World;
  readonly refused: string[] = [];
  readonly #underWay = new Set<string>();

  constructor(world: World) {
    this.world = world;
  }

  evaluation(): Evaluation {
    return evaluate({ ...this.world, now: today });
  }

  release(version: string): boolean {
    if (this.evaluation().releaseStates[version] === "tagged") return true;
    return this.#once(`release ${version}`, () => {
      const reached = this.#until(() => mayTag(this.evaluation(), version));
      if (reached) this.world = withTag(this.world, version);
      return reached;
    });
  }

  #done(moment: string, phase?: Phase): void {
    this.#once(moment, () => {
      if (phase !== undefined) this.#waitFor(phase.key);
      return this.#until(() => this.evaluation().moments[`done:${moment}`]);
    });
  }

  #once(name: string, go: () => boolean): boolean {
    if (this.#underWay.has(name)) return false;
    this.#underWay.add(name);
    const result = go();
    this.#underWay.delete(name);
    return result;
  }

  /** Until the node lets, or nothing moves. */
  #until(look: () => VerdictNode | undefined): boolean {
    for (let before: World | undefined; before !== this.world;) {
      before = this.world;
      const node = look();
      if (node === undefined) return false;
      if (lets(node.verdict)) return true;
      for (const leaf of openLeaves(node)) this.#supply(leaf);
    }
    return false;
  }

  #supply(leaf: VerdictNode): void {
    const { plan } = this.world;
    const { key } = leaf;
    if (key === "tasks") return this.#tick(leaf.reason);
    if (key === "blockers") return this.#set(withEvidence(this.world, { blockers: known([]) }));
    if (key === "order") return this.#releaseLower(leaf.reason);
    if (key === "phases") return this.#finish(leaf.reason);
    if (key === "issue") return this.#closeIssues(leaf);
    if (key.startsWith("release:")) return void this.release(key.slice("release:".length));
    if (key.startsWith("dependency:")) return this.#waitForKey(key);
    if (key.startsWith("condition:")) return this.#decide(key.slice("condition:".length), leaf.title);
    if (plan.decisions.some((decision) => decision.key === key)) return this.#decide(key);
    this.#open(key);
  }

  #set(world: World): void {
    this.world = world;
  }

  #tick(reason: string): void {
    const named = this.world.plan.tasks.filter(
      (task) => !task.checked && (reason.includes(quoted(task.text)) || reason.includes(task.id ?? "\n")),
    );
    for (const task of named) {
      if (task.role === "after" && !this.#isPast(task.phase))
        this.#refuse(`task "${task.text}" is after the fact`);
      else if (task.role === "work" || task.role === "after")
        this.world = withTask(this.world, task.identity, true);
    }
  }

  #releaseLower(reason: string): void {
    for (const { version } of this.world.plan.releases) {
      if (reason.split(/[ ,]+/).includes(version)) this.release(version);
    }
  }

  #finish(reason: string): void {
    for (const phase of this.world.plan.phases) {
      const isOpen = this.evaluation().phaseStates[phase.key] === "open";
      if (isOpen && reason.includes(quoted(phase.title))) this.#done(phase.key, phase);
    }
  }

  #closeIssues(leaf: VerdictNode): void {
    for (const phase of this.world.plan.phases) {
      const node = this.evaluation().moments[`done:${phase.key}`];
      const asks = node?.children.some((child) => child.key === "issue" && child.reason === leaf.reason);
      if (asks === true && this.#underWay.has(phase.key)) {
        this.world = withClosedIssue(this.world, `phase:${phase.identity}`);
      }
    }
  }

  #waitForKey(key: string): void {
    for (const { from } of this.world.plan.dependencies.filter((one) => keyOfDependency(one) === key)) {
      this.#waitFor(from, key);
    }
  }

  /** What `from` waits for; `only` one of it. */
  #waitFor(from: string, only?: string): void {
    for (const dependency of this.world.plan.dependencies) {
      if (dependency.from !== from || (only !== undefined && keyOfDependency(dependency) !== only)) continue;
      const { plan } = this.world;
      const release = dependency.external ? undefined : declaredRelease(indexPlan(plan), dependency.to);
      const phase = dependency.external ? undefined : plan.phases.find(({ key }) => key === dependency.to);
      const task = plan.tasks.find(({ id }) => id === dependency.to);
      if (release !== undefined) this.release(release.version);
      else if (phase !== undefined) this.#done(phase.key, phase);
      else if (!dependency.external && task !== undefined) {
        this.world = withTask(this.world, task.identity, true);
      } else if (dependency.sameAs !== undefined) this.#open(dependency.sameAs);
      else if (parseVersion(dependency.to) !== undefined) this.world = withTag(this.world, dependency.to);
      else {
        const subject = keyOfDependency(dependency);
        const wording = wordingOfDependency(dependency);
        this.world = withStatement(this.world, { kind: "attest", subject, wording });
      }
    }
  }

  /** Decided once: for what a condition at hand wants, else for the first option. */
  #decide(key: string, title?: string): void {
    const decision = this.world.plan.decisions.find((candidate) => candidate.key === key);
    if (decision === undefined) return;
    const wanted =
      decision.options.find((option) => title?.endsWith(`for ${quoted(option)}`)) ?? decision.options[0];
    if (wanted === undefined) return;
    const { wording } = decision;
    this.world = withStatement(this.world, { kind: "decide", subject: key, wording, option: wanted });
  }

  #open(key: string): void {
    const { gates } = this.world.plan;
    const gate = gates.find(
      (one) => one.key === key || one.criteria.some((criterion) => criterion.key === key),
    );
    if (gate === undefined) return this.#refuse(`nothing in the plan is called ${key}`);
    const criterion = gate.criteria.find((one) => one.key === key);
    if (criterion === undefined) return this.#say(gate, "approve");
    if (criterion.after && !this.#isPast(gate.phase)) return this.#refuse(`${key} is after the fact`);
    this.#prove(gate, criterion);
    if (criterion.sameAs !== undefined)
      this.#once(`same as ${key}`, () => (this.#open(criterion.sameAs ?? ""), true));
  }

  #prove(gate: Gate, criterion: Criterion): void {
    const proof = proofOf(this.world.settings, gate, criterion);
    if (proof?.check !== undefined) {
      const { name, app = "github-actions" } = proof.check;
      this.world = withCheck(this.world, { name, app, status: "completed", conclusion: "success" });
    } else if (proof?.file !== undefined) this.world = withFile(this.world, proof.file);
    else this.#proveByKind(gate, criterion);
  }

  #proveByKind(gate: Gate, criterion: Criterion): void {
    switch (criterion.kind) {
      case "box":
        return this.#set(withBox(this.world, criterion.key, true));
      case "tags":
        return this.#release(criterion);
      case "file":
        if (criterion.file !== undefined) return this.#set(withFile(this.world, criterion.file));
        return this.#say(gate, "attest");
      case "decision":
        if (criterion.decision !== undefined) return this.#decide(criterion.decision);
        return this.#say(gate, "attest");
      case "approval":
        return this.#say(gate, "approve");
      case "statement":
      case "threshold":
      case "command":
        return this.#say(gate, "attest");
      case "date":
        return this.#refuse(`${criterion.key} waits for ${criterion.day}, and the clock stands`);
      case "check":
      case "metric":
        return this.#refuse(`${criterion.key} asks for a ${criterion.kind} that settings do not name`);
    }
  }

  /** Releases of a foreign series appear; those of this plan have to be reached. */
  #release(criterion: Criterion): void {
    const { prefix, count } = criterion.tags ?? { prefix: "", count: 0 };
    const own = this.world.plan.releases.filter(({ version }) => version.startsWith(prefix));
    for (const { version } of own) this.release(version);
    if (own.length > 0) return;
    for (let number = 0; number < count; number += 1) {
      this.world = withTag(this.world, `${prefix.replace(/\.$/, "")}.${number}`);
    }
  }

  #say(gate: Gate, kind: "approve" | "attest"): void {
    const people = gate.approve?.count ?? 1;
    for (let by = 1; by <= people; by += 1) {
      this.world = withStatement(this.world, { kind, subject: gate.key, wording: gate.wording, by });
    }
  }

  /** True where the releases that this part of the plan leads to are tagged: of the innermost phase that declares any. */
  #isPast(phase: string | undefined): boolean {
    const { phases, releases } = this.world.plan;
    const own = releases.filter((release) => release.phase === phase);
    const around = phase === undefined ? undefined : phases.find((one) => one.key === phase);
    if (own.length === 0 && around !== undefined) return this.#isPast(around.parent);
    const tagged = new Set(listOf(this.world.evidence.tags).map((tag) => tag.name));
    return own.every((release) => tagged.has(release.version));
  }

  #refuse(why: string): void {
    if (!this.refused.includes(why)) this.refused.push(why);
  }
}

/** The world after every release of the plan was reached, in the order of the plan; the tree of the first that is stuck. */
export function reachAll(world: World): { world: World; stuck: string[] } {
  let reached = world;
  for (const { version } of world.plan.releases) {
    const result = reachTag(reached, version);
    if (result.kind === "stuck") return { world: reached, stuck: [`${version}:\n${result.tree}`] };
    reached = result.world;
  }
  return { world: reached, stuck: [] };
}
