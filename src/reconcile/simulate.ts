import { digest } from "../model/digest.ts";
import { known } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Observed, ObservedIssue, ObservedRepository } from "../model/observed.ts";
import type {
  CommitPlan,
  CreateIssue,
  Operation,
  PlannedEdit,
  ProposePlan,
  UpdateIssue,
} from "../model/operation.ts";
import type { Plan, PlanLink, Task } from "../model/plan.ts";
import type { CommitSha, IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { keyOf } from "./read-issues.ts";

/** All that a reconcile of issues reads and changes. */
export interface World {
  readonly plan: Plan;
  readonly observed: Observed;
  readonly ledger: readonly LedgerEntry[];
  /** Where the diff that the operations come from found each subject's issue. */
  readonly matches?: ReadonlyMap<Subject, IssueRef>;
}

/** The world once an operation has succeeded, as GitHub would show it at the next look. Throws on one that GitHub refuses. */
export function simulate(operation: Operation, world: World): World {
  switch (operation.kind) {
    case "create-label":
      return withRepository(world, operation.repository, (repository) => ({
        ...repository,
        labels: [...repository.labels, { name: operation.name, nodeId: `label-${operation.name}` }],
      }));
    case "create-milestone":
      return withRepository(world, operation.repository, (repository) => ({
        ...repository,
        milestones: [
          ...repository.milestones,
          {
            number: repository.milestones.length + 1,
            title: operation.title,
            nodeId: `milestone-${operation.title}`,
            state: "open",
          },
        ],
      }));
    case "create-issue":
      return createIssue(operation, world);
    case "update-issue":
      return withIssue(world, operation.issue, (issue) => updateIssue(operation, issue));
    case "link-sub-issue": {
      const parent = refOf(world, operation.parent);
      return withIssue(world, refOf(world, operation.child), (issue) => ({ ...issue, parent }));
    }
    case "add-dependency": {
      const blocker = refOf(world, operation.blocker);
      return withIssue(world, refOf(world, operation.blocked), (issue) => ({
        ...issue,
        blockedBy: [...issue.blockedBy, blocker],
      }));
    }
    case "remove-dependency":
      return withIssue(world, operation.blocked, (issue) => ({
        ...issue,
        blockedBy: issue.blockedBy.filter((blocker) => keyOf(blocker) !== keyOf(operation.blocker)),
      }));
    case "commit-plan":
    // As though its people merged it at once.
    case "propose-plan":
      return commitPlan(operation, world);
    case "close-proposal":
    case "comment":
    case "react":
    case "post-check":
    case "draft-release":
    case "create-tag":
    case "publish-release":
    case "withdraw-release":
      return world;
  }
}

function createIssue(operation: CreateIssue, world: World): World {
  const repository = openRepository(world, operation.repository);
  const number = (Math.max(0, ...repository.issues.map(({ ref }) => ref.number)) + 1) as IssueNumber;
  const ref = { repository: repository.facts.name, number };
  const parent = operation.parent === undefined ? null : refOf(world, operation.parent);
  const issue: ObservedIssue = {
    ref,
    id: repository.facts.id * 100_000 + number,
    nodeId: `issue-${ref.repository}-${number}`,
    title: operation.title.trim(),
    body: operation.body,
    state: "open",
    stateReason: null,
    labels: operation.labels,
    milestone: operation.milestone ?? null,
    own: true,
    parent,
    blockedBy: [],
  };
  const entry: LedgerEntry = { subject: operation.subject, state: "done", issue: ref };
  return {
    ...withRepository(world, operation.repository, (before) => ({
      ...before,
      issues: [...before.issues, issue],
    })),
    ledger: [...world.ledger.filter(({ subject }) => subject !== operation.subject), entry],
  };
}

function updateIssue(operation: UpdateIssue, issue: ObservedIssue): ObservedIssue {
  const { title, body, state, stateReason, labels, milestone } = operation;
  return {
    ...issue,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(body === undefined ? {} : { body }),
    // GitHub ignores a reason where the state stays.
    ...(state === undefined || state === issue.state ? {} : { state, stateReason: stateReason ?? null }),
    ...(labels === undefined ? {} : { labels }),
    ...(milestone === undefined ? {} : { milestone }),
  };
}

function commitPlan(operation: CommitPlan | ProposePlan, world: World): World {
  if (operation.onto !== world.observed.commit)
    throw new Error(`Cannot commit onto ${operation.onto}: the head moved`);
  const edits = new Map<number, Partial<Task>>();
  for (const edit of operation.edits) {
    edits.set(edit.line, { ...edits.get(edit.line), ...changeOf(edit, world) });
  }
  const unlinked = new Set(
    operation.edits.flatMap(({ kind, line }) => (kind === "unlink-task" ? [line] : [])),
  );
  const tasks = world.plan.tasks.map(({ link, ...task }) => ({
    ...task,
    ...(link === undefined || unlinked.has(task.line) ? {} : { link }),
    ...edits.get(task.line),
  }));
  const commit = digest(`${operation.onto} ${JSON.stringify(operation.edits)}`) as CommitSha;
  return { ...world, plan: { ...world.plan, tasks }, observed: { ...world.observed, commit } };
}

function changeOf(edit: PlannedEdit, world: World): Partial<Task> {
  switch (edit.kind) {
    case "tick-box":
      return { checked: edit.checked };
    case "link-task":
      return { link: linkTo(refOf(world, edit.subject)) };
    case "unlink-task":
      return {};
  }
}

function linkTo({ repository, number }: IssueRef): PlanLink {
  const [owner = "", name = ""] = repository.split("/");
  return { owner, repository: name, number, offset: 0, endOffset: 0 };
}

function refOf({ ledger, matches }: World, subject: Subject): IssueRef {
  const made = ledger.find((entry) => entry.subject === subject && entry.state === "done")?.issue;
  const issue = matches?.get(subject) ?? made;
  if (issue === undefined) throw new Error(`Cannot find the issue of ${subject}: it was not created`);
  return issue;
}

function withIssue(world: World, ref: IssueRef, change: (issue: ObservedIssue) => ObservedIssue): World {
  return withRepository(world, ref.repository, (repository) => ({
    ...repository,
    issues: repository.issues.map((issue) => (keyOf(issue.ref) === keyOf(ref) ? change(issue) : issue)),
  }));
}

function withRepository(
  world: World,
  name: RepositoryName,
  change: (repository: ObservedRepository) => ObservedRepository,
): World {
  const repository = change(openRepository(world, name));
  const repositories = { ...world.observed.repositories, [name]: known(repository) };
  return { ...world, observed: { ...world.observed, repositories } };
}

function openRepository(world: World, name: RepositoryName): ObservedRepository {
  const repository = world.observed.repositories[name];
  if (repository?.kind !== "known") throw new Error(`Cannot write to ${name}: it was not read`);
  return repository.value;
}
