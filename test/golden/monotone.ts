import { evaluate } from "../../src/gates/evaluate.ts";
import { mayTag } from "../../src/gates/judge-version.ts";
import { known, unknown } from "../../src/model/known.ts";
import type { Evaluation } from "../../src/model/verdict.ts";
import { lets } from "../../src/model/verdict.ts";
import { listOf, today, withBox, withEvidence, withTask } from "./world.ts";
import type { World } from "./world.ts";

/** A world with less evidence, and what was taken. */
export interface Less {
  readonly without: string;
  readonly world: World;
}

/** Everything that lets in `less` and did not in `more`: must be nothing. */
export function openedBy(more: World, less: Less): string[] {
  const before = openIn(evaluate({ ...more, now: today }));
  const after = openIn(evaluate({ ...less.world, now: today }));
  return [...after].filter((name) => !before.has(name)).map((name) => `${name} without ${less.without}`);
}

function openIn(evaluation: Evaluation): Set<string> {
  const moments = Object.values(evaluation.moments).filter((node) => lets(node.verdict));
  const releases = evaluation.releases.filter((node) =>
    lets(mayTag(evaluation, node.key)?.verdict ?? "fail"),
  );
  return new Set([...moments.map((node) => node.key), ...releases.map((node) => node.key)]);
}

/** Every world that lacks one piece of what speaks for a gate, or could not read one part at all. */
export function eachWithout(world: World): Less[] {
  const { plan, evidence } = world;
  const ticked = plan.gates
    .flatMap((gate) => gate.criteria)
    .filter((criterion) => criterion.checked === true);
  const issues = evidence.issues.kind === "known" ? evidence.issues.value : {};
  const said = listOf(evidence.statements).filter((statement) => statement.kind !== "revoke");
  return [
    ...plan.tasks
      .filter((task) => task.checked)
      .map((task) => ({ without: `task "${task.text}"`, world: withTask(world, task.identity, false) })),
    ...ticked.map(({ key }) => ({ without: `box ${key}`, world: withBox(world, key, false) })),
    ...listOf(evidence.tags).map((tag) => ({
      without: `tag ${tag.name}`,
      world: withEvidence(world, { tags: known(listOf(evidence.tags).filter((other) => other !== tag)) }),
    })),
    ...Object.keys(evidence.files).map((path) => ({
      without: `file ${path}`,
      world: withEvidence(world, { files: { ...evidence.files, [path]: known(false) } }),
    })),
    ...listOf(evidence.checks).map((check) => ({
      without: `check ${check.name}`,
      world: withEvidence(world, {
        checks: known(listOf(evidence.checks).filter((other) => other !== check)),
      }),
    })),
    ...said.map((statement) => ({
      without: `${statement.kind} ${statement.subject}`,
      world: withEvidence(world, {
        statements: known(listOf(evidence.statements).filter((other) => other !== statement)),
      }),
    })),
    ...Object.keys(issues).map((subject) => ({
      without: `issue ${subject}`,
      world: withEvidence(world, {
        issues: known(Object.fromEntries(Object.entries(issues).filter(([name]) => name !== subject))),
      }),
    })),
    ...(["tags", "checks", "issues", "statements", "blockers", "authors", "tree"] as const).map((part) => ({
      without: `knowing the ${part}`,
      world: withEvidence(world, { [part]: unknown(`the ${part} were not read`) }),
    })),
  ];
}
