import { attach } from "./attach.ts";
import { bar } from "./bar.ts";
import { candidatesOf } from "./candidate.ts";
import { createNames } from "./create-names.ts";
import { desire } from "./desire.ts";
import { withTicks } from "./edit-plan.ts";
import { findBoxes } from "./find-boxes.ts";
import { match } from "./match.ts";
import type { LinksElsewhere } from "./match-links.ts";
import { order } from "./order.ts";
import { reachOf } from "./reach.ts";
import { readIssues } from "./read-issues.ts";
import { repositoriesOf } from "./repository-of.ts";
import { writeBackOf } from "./settle.ts";
import { writeIssues } from "./write-issues.ts";
import type { BodyOf } from "../model/desired-issue.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Observed } from "../model/observed.ts";
import type { Operation } from "../model/operation.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { IssueRef } from "../model/repository.ts";
import type { PlanSettings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import type { PhaseState } from "../model/verdict.ts";

/** All that is known of one plan at one moment. The plan must have been read whole: never a refused one. */
export interface DiffInput {
  readonly plan: Plan;
  /** The plan's own path; `settings.path` may be a glob. */
  readonly path: string;
  /** Paths of every plan that the home's settings name, this one included. */
  readonly paths: readonly string[];
  readonly settings: PlanSettings;
  readonly observed: Observed;
  readonly ledger: readonly LedgerEntry[];
  /** Names this installation of plangate in markers: issues of another are left alone. */
  readonly deployment: string;
  /** By phase key, as the gates say. A phase that is missing (its evidence is unknown) keeps its issue's state. */
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  readonly bodyOf: BodyOf;
  /** Read where a line may have been moved between plans; absent: no line was. */
  readonly elsewhere?: LinksElsewhere;
  /** A person said `/plangate confirm`: the removal guard lets go. */
  readonly confirmed: boolean;
}

export interface Diff {
  /** In the order they are to be applied. */
  readonly operations: readonly Operation[];
  readonly problems: readonly Problem[];
  /** Every subject's issue, where it is known to exist. */
  readonly matches: ReadonlyMap<Subject, IssueRef>;
}

/** What would have to be written to GitHub so that plan and issues say the same. */
export function diff(input: DiffInput): Diff {
  const { plan, path, paths, settings, observed, deployment } = input;
  const home = observed.home;
  const name = { path, paths, home: home.id, deployment };
  const issues = readIssues(observed);
  const matching = match({ ...input, candidates: candidatesOf(plan, path), issues, name });
  const matches = new Map([
    ...matching.unseen,
    ...[...matching.issueOf].map(([subject, read]) => [subject, read.issue.ref] as const),
  ]);
  // A checklist that is used again for every release is a template: nothing is mirrored from it or ticked in it.
  if (settings.per === "release") return { operations: [], problems: [], matches };

  const repositories = repositoriesOf(plan, settings, home.name);
  const reach = reachOf(observed);
  const { barred, problems: bars } = bar({
    plan,
    home: home.name,
    mode: settings.issues,
    matching,
    repositories,
    reach,
  });
  const has = (subject: Subject) => matches.has(subject);
  const boxes = findBoxes(plan, matching);
  const writeBack = writeBackOf(settings);
  const desired = desire({
    // A box that was unticked in a body is open work already, which may want an issue of its own.
    plan: writeBack === "commit" ? withTicks(plan, boxes.changed) : plan,
    path,
    settings,
    home: home.name,
    repositories,
    phaseStates: input.phaseStates,
    has,
    isHeld: (subject) => !has(subject) && (matching.held.has(subject) || barred.has(subject)),
  });
  const live = desired.issues.filter(({ subject, create }) => has(subject) || create);
  const placed = attach({ issues: live, matching, read: issues.values() });
  const written = writeIssues(input, {
    issues: placed.issues.filter(({ subject }) => !barred.has(subject)),
    matching,
    matches,
    reach,
    boxes,
    writeBack,
  });
  return {
    operations: order([...createNames(written.operations, reach), ...written.operations]),
    problems: [
      ...matching.problems,
      ...repositories.problems,
      ...bars,
      ...desired.problems,
      ...placed.problems,
      ...written.problems,
    ],
    matches,
  };
}
