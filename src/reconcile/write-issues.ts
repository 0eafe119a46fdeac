import type { Operation } from "../model/operation.ts";
import type { Problem } from "../model/problem.ts";
import type { IssueRef, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { PlacedIssue } from "./attach.ts";
import type { Composer } from "./compose.ts";
import { relatedIssues } from "./compose.ts";
import { createIssues } from "./create-issues.ts";
import type { DiffInput } from "./diff.ts";
import { editPlan, withTicks } from "./edit-plan.ts";
import type { BoxFinder } from "./find-boxes.ts";
import type { Matching } from "./matching.ts";
import type { Reach } from "./reach.ts";
import { linkSubIssues, relateIssues } from "./relate-issues.ts";
import { removeIssues } from "./remove-issues.ts";
import type { Settlement, WriteBack } from "./settle.ts";
import { settle } from "./settle.ts";
import { updateIssue } from "./update-issues.ts";

/** The issues that may be written to, and what is known of them. */
export interface Placement {
  readonly issues: readonly PlacedIssue[];
  readonly matching: Matching;
  /** Where every subject's issue is, also of those that cannot be seen now. */
  readonly matches: ReadonlyMap<Subject, IssueRef>;
  readonly reach: (repository: RepositoryName) => Reach;
  readonly boxes: BoxFinder;
  readonly writeBack: WriteBack;
}

interface Writing {
  readonly operations: readonly Operation[];
  readonly problems: readonly Problem[];
}

/** Merges, and says in no particular order what is to be created, updated, closed, related and committed. */
export function writeIssues(input: DiffInput, placement: Placement): Writing {
  const { plan, path, settings, observed } = input;
  const { issues, matching, reach } = placement;
  const settlement = settle({
    plan,
    issues,
    matching,
    boxes: placement.boxes,
    phaseStates: input.phaseStates,
    writeBack: placement.writeBack,
    home: observed.home.name,
  });
  const decided = { placement, settlement, composer: composerOf(input, { placement, settlement }) };
  const created = create(input, decided);
  const updated = update(input, decided);
  const removed = removeIssues({
    matching,
    reach,
    bodyOf: input.bodyOf,
    confirmed: input.confirmed,
    closesOrphans: settings.issues !== "off",
  });
  const subjects = new Set([...placement.matches.keys(), ...created.creates.map(({ subject }) => subject)]);
  const isNamed = (subject: Subject) => subjects.has(subject);
  const related = relateIssues({ issues, matching, isNamed });
  const commit = editPlan({
    plan,
    path,
    settings,
    onto: observed.commit,
    ticks: settlement.ticks,
    hasIssue: isNamed,
  });
  return {
    operations: [
      ...created.creates,
      ...linkSubIssues({ issues, matching, isNamed }),
      ...related.removes,
      ...related.adds,
      ...removed.updates,
      ...updated.operations,
      ...(commit === undefined ? [] : [commit]),
    ],
    problems: [...settlement.problems, ...created.problems, ...updated.problems, ...removed.problems],
  };
}

interface Decided {
  readonly placement: Placement;
  readonly settlement: Settlement;
  readonly composer: Composer;
}

function create(
  input: DiffInput,
  { placement, settlement, composer }: Decided,
): ReturnType<typeof createIssues> {
  const { issues, matches, reach } = placement;
  const repositoryOf = (repository: RepositoryName) => {
    const answer = reach(repository);
    return answer.kind === "open" ? answer.repository : undefined;
  };
  return createIssues({
    issues: issues.filter(({ subject, create: isWanted }) => isWanted && !matches.has(subject)),
    composer,
    settlement,
    repositoryOf: ({ repository }) => repositoryOf(repository),
    home: repositoryOf(input.observed.home.name),
  });
}

function update(input: DiffInput, { placement, settlement, composer }: Decided): Writing {
  const updated = placement.issues.flatMap((issue) => {
    const read = placement.matching.issueOf.get(issue.subject);
    const settled = settlement.of(issue.subject);
    if (read === undefined || settled === undefined) return [];
    return [updateIssue({ issue, read, settled, composer, home: input.observed.home.name })];
  });
  return {
    operations: updated.flatMap(({ update: operation }) => (operation === undefined ? [] : [operation])),
    problems: updated.flatMap(({ problems }) => problems),
  };
}

function composerOf(input: DiffInput, { placement, settlement }: Omit<Decided, "composer">): Composer {
  const { plan, path, paths, observed, deployment, bodyOf } = input;
  return {
    name: { path, paths, home: observed.home.id, deployment },
    // Ticks that wait in a pull request may still be declined.
    plan: placement.writeBack === "commit" ? withTicks(plan, settlement.ticks) : plan,
    bodyOf,
    relatedTo: relatedIssues(placement.issues, (subject) => placement.matches.get(subject)),
  };
}
