import type { Phase, Plan, Task } from "./plan.ts";
import type { IssueRef, RepositoryName } from "./repository.ts";
import type { Subject } from "./subject.ts";

/** One issue as the plan asks for it. */
export interface DesiredIssue {
  readonly subject: Subject;
  readonly about: About;
  readonly repository: RepositoryName;
  readonly title: string;
  readonly labels: readonly string[];
  /** The version whose milestone it belongs to. */
  readonly milestone?: string;
  /** The issue it is a sub-issue of; absent for the tracking issue. */
  readonly parent?: Subject;
  readonly blockedBy: readonly Subject[];
  /** Tasks that are boxes in its body, in the order of the file. */
  readonly boxes: readonly Task[];
  /** False: kept where it is there already, never made (ticked tasks, complete phases). */
  readonly create: boolean;
  /** Line of the plan it stands on. */
  readonly line: number;
}

/** The node of the plan an issue is about. */
type About =
  | { readonly kind: "plan" }
  | { readonly kind: "phase"; readonly phase: Phase }
  | { readonly kind: "task"; readonly task: Task };

/** What an issue's words are written from, besides what the writer knows of the plan's gates. */
type BodyContext =
  | LiveBody
  /** Its line left the plan, or it is one too many beside `twin`; its issue is closed. */
  | {
      readonly kind: "removed";
      readonly title: string;
      readonly charactersMax: number;
      readonly twin?: IssueRef;
    };

export interface LiveBody {
  readonly kind: "live";
  readonly issue: DesiredIssue;
  /** The plan as it reads once this reconcile's own ticks are in it. */
  readonly plan: Plan;
  readonly boxes: readonly BodyBox[];
  /** Issues of other repositories that belong to it, with their numbers once they are there. */
  readonly related: readonly RelatedIssue[];
  /** Where it could not be attached as sub-issue or dependency: the titles it belongs to or waits for. */
  readonly partOf?: string;
  readonly waitsFor: readonly string[];
  /** The words may have so many characters. */
  readonly charactersMax: number;
}

/** A box of a body: the task's words, in the state that the merge gave. */
export interface BodyBox {
  readonly task: Task;
  /** 0 for a top-level box, 1 for a subtask of it … */
  readonly depth: number;
  readonly checked: boolean;
  readonly base: "open" | "done";
}

export interface RelatedIssue {
  readonly issue: IssueRef;
  readonly title: string;
  readonly relation: "part of" | "includes" | "waits for" | "blocks";
}

/** The words of an issue's region, without its comments; box lines end in `writeBoxMark`. Pure: same in, same out. */
export type BodyOf = (subject: Subject, context: BodyContext) => string;
