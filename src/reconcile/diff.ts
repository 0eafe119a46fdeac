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
  return { operations: [], problems: [], matches: new Map(input.ledger.flatMap(() => [])) };
}
