import type { CheckFact, Evidence } from "../../src/model/evidence.ts";
import { known } from "../../src/model/known.ts";
import type { Known } from "../../src/model/known.ts";
import type { Criterion, Plan } from "../../src/model/plan.ts";
import type { CommitSha, IssueNumber } from "../../src/model/repository.ts";
import type { Settings } from "../../src/model/settings.ts";
import { defaultSettings } from "../../src/model/settings.ts";
import type { Statement } from "../../src/model/statement.ts";
import { evidenceWith } from "../shared/evidence-with.ts";

/** A plan and everything that has happened to it. */
export interface World {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly evidence: Evidence;
}

export const today = new Date("2026-01-10T12:00:00Z");

/** A plan with every box open and nothing done yet. */
export function untouched(plan: Plan, settings: Settings = defaultSettings): World {
  return {
    plan: {
      ...plan,
      tasks: plan.tasks.map((task) => ({ ...task, checked: false })),
      gates: plan.gates.map((gate) => ({
        ...gate,
        criteria: gate.criteria.map((criterion) => ({
          ...criterion,
          checked: criterion.checked === null ? null : false,
        })),
      })),
    },
    settings,
    evidence: evidenceWith(),
  };
}

export function withTask(world: World, identity: string, checked: boolean): World {
  const tasks = world.plan.tasks.map((task) => (task.identity === identity ? { ...task, checked } : task));
  return { ...world, plan: { ...world.plan, tasks } };
}

export function withBox(world: World, key: string, checked: boolean): World {
  const tick = (criterion: Criterion) => (criterion.key === key ? { ...criterion, checked } : criterion);
  const gates = world.plan.gates.map((gate) => ({ ...gate, criteria: gate.criteria.map(tick) }));
  return { ...world, plan: { ...world.plan, gates } };
}

export function withTag(world: World, name: string): World {
  const tags = listOf(world.evidence.tags);
  if (tags.some((tag) => tag.name === name)) return world;
  return withEvidence(world, { tags: known([...tags, { name, commit: "c0ffee" as CommitSha }]) });
}

export function withFile(world: World, path: string): World {
  return withEvidence(world, { files: { ...world.evidence.files, [path]: known(true) } });
}

export function withCheck(world: World, check: CheckFact): World {
  return withEvidence(world, { checks: known([...listOf(world.evidence.checks), check]) });
}

export function withStatement(
  world: World,
  statement: Pick<Statement, "kind" | "subject" | "wording"> & {
    readonly option?: string;
    readonly by?: number;
  },
): World {
  const statements = listOf(world.evidence.statements);
  const { by = 1, ...rest } = statement;
  const same = statements.some(
    (other) =>
      other.kind === rest.kind &&
      other.subject === rest.subject &&
      other.option === rest.option &&
      other.by.id === by,
  );
  if (same) return world;
  const said: Statement = {
    ...rest,
    because: "seen",
    tree: "tree",
    by: { id: by, login: `maintainer-${by}` },
    role: "maintain",
    at: new Date(Date.UTC(2026, 0, 1) + statements.length * 1_000).toISOString(),
    url: "https://github.example/comment",
    commentId: statements.length + 1,
  };
  return withEvidence(world, { statements: known([...statements, said]) });
}

export function withClosedIssue(world: World, subject: string): World {
  const { issues } = world.evidence;
  const closed = {
    issue: { repository: "o/r" as const, number: 1 as IssueNumber },
    state: "closed" as const,
    reason: "completed",
  };
  return withEvidence(world, {
    issues: known({ ...(issues.kind === "known" ? issues.value : {}), [subject]: closed }),
  });
}

/** An open issue that holds every release. */
export function withBlocker(world: World): World {
  const issue = { repository: "o/r" as const, number: 9 as IssueNumber };
  return withEvidence(world, { blockers: known([{ issue, title: "Data loss" }]) });
}

export function withEvidence(world: World, parts: Partial<Evidence>): World {
  return { ...world, evidence: { ...world.evidence, ...parts } };
}

export function listOf<Value>(list: Known<readonly Value[]>): readonly Value[] {
  return list.kind === "known" ? list.value : [];
}
