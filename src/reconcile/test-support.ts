import { known, unknown } from "../model/known.ts";
import { digest } from "../model/digest.ts";
import { emptyPlan } from "../model/empty-plan.ts";
import type { BodyOf } from "../model/desired-issue.ts";
import { writeBoxMark } from "../model/marker.ts";
import type { Observed, ObservedIssue, ObservedRepository } from "../model/observed.ts";
import type { Dependency, Phase, Plan, PlanLink, Release, Task } from "../model/plan.ts";
import type {
  CommitSha,
  RepositoryFacts,
  RepositoryId,
  RepositoryName,
  Visibility,
} from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Diff, DiffInput } from "./diff.ts";
import { diff } from "./diff.ts";
import { simulate } from "./simulate.ts";
import type { World } from "./simulate.ts";

export const home: RepositoryName = "acme/shop";

const settings: PlanSettings = {
  path: "docs/plan.md",
  issues: "phases",
  links: "inline",
  writeBack: "auto",
  labels: [],
  repositories: {},
};

/** A plan in a few words: `# Phase 1: Build`, `- [ ] T1 Write`, two spaces of indent for a subtask. */
export function planWith(text: string, more: Partial<Plan> = {}): Plan {
  const phases: Phase[] = [];
  const tasks: Task[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const place = { line: index + 1, column: 1, offset: index * 100, endOffset: index * 100 + line.length };
    const heading = /^(#+) (.+)$/.exec(line.trim());
    if (heading !== null) phases.push(phaseOf(heading, place, phases));
    const box = /^( *)- \[([ xX])\] (?:(T\d+) )?(.*?)(?: \(\[#(\d+)\]\))?$/.exec(
      line.trimEnd().replace(/^ {4}(?=\S)/, "    "),
    );
    if (box === null) continue;
    const words = box[4] ?? "";
    const phase = phases.at(-1);
    const path = `${phase?.title ?? ""}/${words}`;
    const ordinal = seen.get(path) ?? 0;
    seen.set(path, ordinal + 1);
    const parent = tasks.findLast((task) => task.column < (box[1] ?? "").length + 1);
    tasks.push({
      ...place,
      column: (box[1] ?? "").length + 1,
      checked: box[2] !== " ",
      text: words,
      role: "work",
      ...(box[3] === undefined ? {} : { id: box[3] }),
      ...(phase === undefined ? {} : { phase: phase.key }),
      section: phase === undefined ? [] : [phase.title],
      ...((box[1] ?? "") === "" || parent === undefined ? {} : { parent: parent.line }),
      boxOffset: place.offset + 3,
      linkOffset: place.endOffset,
      ...(box[5] === undefined ? {} : { link: linkTo(Number(box[5])) }),
      body: "",
      identity: digest(`${path}/${ordinal}`).slice(0, 12),
      attributes: {},
    });
  }
  return {
    ...emptyPlan,
    title: "Shop",
    tasks,
    phases,
    releases: phases.flatMap((phase): Release[] =>
      phase.release === undefined
        ? []
        : [{ ...placeOf(phase), version: phase.release, phase: phase.key, declaredBy: "heading" }],
    ),
    ...more,
  };
}

function phaseOf(
  heading: RegExpExecArray,
  place: { line: number; column: number; offset: number; endOffset: number },
  phases: readonly Phase[],
): Phase {
  const depth = (heading[1] ?? "").length;
  const title = heading[2] ?? "";
  const release = /^v\d[\w.]*/.exec(title)?.[0];
  const typed = /^(\w+) (\d+)/.exec(title);
  const key = release ?? (typed === null ? title.toLowerCase() : `${typed[1]?.toLowerCase()}-${typed[2]}`);
  const parent = depth === 1 ? undefined : phases.findLast((phase) => phase.column === 1);
  return {
    ...placeOf(place),
    column: depth,
    key: phases.some((phase) => phase.key === key) ? `${key}~${phases.length}` : key,
    title,
    endLine: place.line,
    ...(release === undefined ? {} : { release }),
    ...(parent === undefined ? {} : { parent: parent.key }),
    attributes: {},
    identity: digest(
      `${parent?.title ?? ""}/${title}/${phases.filter((phase) => phase.title === title).length}`,
    ).slice(0, 12),
  };
}

function placeOf({
  line,
  column,
  offset,
  endOffset,
}: {
  line: number;
  column: number;
  offset: number;
  endOffset: number;
}) {
  return { line, column, offset, endOffset };
}

function linkTo(number: number): PlanLink {
  return { owner: "acme", repository: "shop", number, offset: 0, endOffset: 0 };
}

/** `from` waits for `to`. */
export function waits(from: string, to: string, more: Partial<Dependency> = {}): Dependency {
  return { line: 1, column: 1, offset: 0, endOffset: 0, from, to, external: false, ...more };
}

export function factsOf(name: RepositoryName, visibility: Visibility = "public"): RepositoryFacts {
  const id = (Number.parseInt(digest(name).slice(0, 6), 16) + 1) as RepositoryId;
  const rest = { defaultBranch: "main", archived: false, hasIssues: true };
  return { id, nodeId: `R_${id}`, name, ownerKind: "organization", visibility, ...rest };
}

export function repositoryWith(
  name: RepositoryName,
  more: Partial<ObservedRepository> = {},
): ObservedRepository {
  return { facts: factsOf(name), issues: [], labels: [], milestones: [], templates: {}, ...more };
}

/** A GitHub that shows these repositories; the home is there with nothing in it unless given. */
export function githubWith(...repositories: readonly ObservedRepository[]): Observed {
  const all = repositories.some(({ facts }) => facts.name === home)
    ? repositories
    : [repositoryWith(home), ...repositories];
  const facts = all.find((repository) => repository.facts.name === home)?.facts ?? factsOf(home);
  return {
    commit: "c0ffee" as CommitSha,
    home: facts,
    repositories: Object.fromEntries(all.map((repository) => [repository.facts.name, known(repository)])),
    linked: [],
  };
}

export function withUnreadable(observed: Observed, name: RepositoryName): Observed {
  return { ...observed, repositories: { ...observed.repositories, [name]: unknown("GitHub answered 502") } };
}

/** Bodies with the boxes and a few words that hang on the plan: enough to see what is written when. */
const plainBody: BodyOf = (_subject, context) => {
  if (context.kind === "removed") return "No longer in the plan.";
  const boxes = context.boxes.map(
    ({ task, depth, checked, base }) =>
      `${"  ".repeat(depth)}- [${checked ? "x" : " "}] ${task.text.replace(/[<>@#]/g, " ")} ${writeBoxMark(task.identity, base)}`,
  );
  const related = context.related.map(
    ({ issue, relation }) => `${relation} ${issue.repository}#${issue.number}`,
  );
  const { tasks } = context.plan;
  const progress =
    context.issue.about.kind === "plan"
      ? [`${tasks.filter(({ checked }) => checked).length} of ${tasks.length}`]
      : [];
  return [...progress, ...boxes, ...related, ...context.waitsFor].join("\n") || "Words.";
};

export function worldOf(plan: Plan, observed: Observed = githubWith()): World {
  return { plan, observed, ledger: [] };
}

export function diffOf(
  world: World,
  more: Partial<Omit<DiffInput, "settings">> & { settings?: Partial<PlanSettings> } = {},
): Diff {
  return diff({
    path: "docs/plan.md",
    paths: ["docs/plan.md"],
    deployment: "test",
    phaseStates: {},
    bodyOf: plainBody,
    confirmed: false,
    ...world,
    ...more,
    settings: { ...settings, ...more.settings },
  });
}

/** The world after one reconcile in which everything succeeded. */
export function reconciled(world: World, more: Parameters<typeof diffOf>[1] = {}): World {
  const { operations, matches } = diffOf(world, more);
  return operations.reduce<World>((before, operation) => simulate(operation, before), { ...world, matches });
}

/** What was written, without the long words. */
export function kinds(result: Diff): readonly string[] {
  return result.operations.map((operation) => {
    if (operation.kind === "create-issue") return `create ${operation.title}`;
    if (operation.kind === "update-issue") return `${operation.change} #${operation.issue.number}`;
    return operation.kind;
  });
}

export function issuesOf(world: World, name: RepositoryName = home): readonly ObservedIssue[] {
  const repository = world.observed.repositories[name];
  return repository?.kind === "known" ? repository.value.issues : [];
}

/** The issue whose title begins so. */
export function issueTitled(world: World, title: string, name: RepositoryName = home): ObservedIssue {
  const issue = issuesOf(world, name).find((candidate) => candidate.title.startsWith(title));
  if (issue === undefined) throw new Error(`Cannot find an issue titled ${title}`);
  return issue;
}

/** The world after somebody changed an issue by hand. */
export function edited(
  world: World,
  title: string,
  change: (issue: ObservedIssue) => Partial<ObservedIssue>,
): World {
  const repository = world.observed.repositories[home];
  if (repository?.kind !== "known") throw new Error("Cannot edit: the home is not there");
  const issues = repository.value.issues.map((issue) =>
    issue.title.startsWith(title) ? { ...issue, ...change(issue) } : issue,
  );
  const repositories = { ...world.observed.repositories, [home]: known({ ...repository.value, issues }) };
  return { ...world, observed: { ...world.observed, repositories } };
}

export const closeAs = (reason: string) => () => ({ state: "closed", stateReason: reason }) as const;
export const reopen = () => ({ state: "open", stateReason: "reopened" }) as const;

/** The plan with other words, as a person edits the file: links that stood in a line stay with the same words or line. */
export function rewritten(world: World, text: string, more: Partial<Plan> = {}): World {
  return { ...world, plan: planWith(text, more) };
}

export function tickedInPlan(world: World, words: string, checked = true): World {
  const tasks = world.plan.tasks.map((task) => (task.text === words ? { ...task, checked } : task));
  return { ...world, plan: { ...world.plan, tasks } };
}
