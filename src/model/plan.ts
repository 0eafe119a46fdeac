import type { Moment } from "./moment.ts";
import type { Place } from "./place.ts";
import type { Explanation, Hint, Problem } from "./problem.ts";

/** A written plan as plangate understands it: plain data, the `plan` of `plangate parse --json`. */
export interface Plan {
  readonly title: string;
  /** Every box that is no criterion, in the order of the file. */
  readonly tasks: readonly Task[];
  readonly steps: readonly Step[];
  readonly phases: readonly Phase[];
  readonly releases: readonly Release[];
  readonly gates: readonly Gate[];
  readonly dependencies: readonly Dependency[];
  readonly decisions: readonly Decision[];
  readonly conditions: readonly Condition[];
  readonly mentions: readonly Mention[];
  /** Rollback sections, kept with the release or phase they stand in (none: the whole plan's). */
  readonly rollbacks: readonly Rollback[];
  /** Labels the plan itself expects on its issues (`Expected labels: …`). */
  readonly labels: readonly string[];
  /** `open`: a living plan. `checklist`: a release checklist as the document's title, over phases. */
  readonly form: "plan" | "checklist";
}

/** What parsing gives back, always whole: nothing is lost on bad input. */
export interface ParsedPlan {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  readonly hints: readonly Hint[];
  readonly explanations: readonly Explanation[];
  /**
   * True where the plan could not be read (beyond a limit, too slow): the problems say why, and the plan is empty
   * because nothing is known of it. Never to be taken for a plan without tasks.
   */
  readonly refused: boolean;
}

/**
 * What a box stands for. Only `work` makes issues and is waited for; `after` is work that can only be true once the
 * tag exists; `index` names a phase of the same plan; `legend` and `placeholder` are no work at all.
 */
export type TaskRole = "work" | "index" | "legend" | "placeholder" | "after";

/** A GFM checkbox item. Its `line` is unique among the boxes of a file and serves as its name within one parse. */
export interface Task extends Place {
  readonly checked: boolean;
  /** The words of its first paragraph, plain, without box, id, plangate's own link, or markers. */
  readonly text: string;
  readonly role: TaskRole;
  readonly id?: string;
  /** Key of the innermost phase around it. */
  readonly phase?: string;
  /** Titles of the headings and group labels around it, outermost first. */
  readonly section: readonly string[];
  /** `line` of the task it is a subtask of. */
  readonly parent?: number;
  /** For `index` boxes: the key of the phase it names. */
  readonly names?: string;
  /** Byte offset of the one character between the brackets. */
  readonly boxOffset: number;
  /** Byte offset where plangate's link may be inserted; absent where no place is safe. */
  readonly linkOffset?: number;
  /** plangate's own link in its line: this task's issue. */
  readonly link?: PlanLink;
  /** The item's other children, as markdown, without its subtasks. */
  readonly body: string;
  /** Name that outlives edits elsewhere in the file: digest of section titles, words and ordinal among equals. */
  readonly identity: string;
  /** Name used in the plan for the repository its issue goes to (`For <name> Repository`). */
  readonly repository?: string;
  /** `priority`, `effort`, `parallel`, `story`, `requirements`, as written. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An issue named by plangate's own link shape; bytes `offset` to `endOffset` hold the whole insertion. */
export interface PlanLink {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  readonly offset: number;
  readonly endOffset: number;
}

/** Work that is written but is no box: shown, never ticked. */
export interface Step extends Place {
  readonly text: string;
  readonly id?: string;
  readonly phase?: string;
  /** `line` of the step it stands under. */
  readonly parent?: number;
  /** True where it can only be done once the tag exists. */
  readonly after: boolean;
}

/** A section that is an ordered unit of work. Its place is the heading's; `endLine` is the last line of its section. */
export interface Phase extends Place {
  /** Unique: the version its heading declares, else its typed label (`phase-1`, `goal-2`), else its words; `~2` and up tell doubles apart. */
  readonly key: string;
  readonly title: string;
  readonly endLine: number;
  /** The version it declares. */
  readonly release?: string;
  readonly parent?: string;
  /** Label lines as written, keys in lower case: `goal`, `status`, `priority`, `timeline`, `effort` … */
  readonly attributes: Readonly<Record<string, string>>;
  /** Repository path of the issue template it names. */
  readonly template?: string;
  /** Name used in the plan, or found in settings, for the repository its issue goes to. */
  readonly repository?: string;
  readonly identity: string;
}

/** A version the plan declares. */
export interface Release extends Place {
  /** As written, with its `v`: `v0.4.3`, `v0.2`. */
  readonly version: string;
  /** Key of the phase that declares it; absent where the title or a label of the whole plan does. */
  readonly phase?: string;
  readonly declaredBy: "title" | "heading" | "label" | "task" | "marker";
  /** Effort or timeline as written, where the plan says it. */
  readonly effort?: string;
}

export type GateKind =
  | "criteria"
  | "quality"
  | "security"
  | "approval"
  | "checklist"
  | "prerequisites"
  | "checkpoint"
  | "decision"
  | "release";

/** A block of the plan that must hold before something goes on. */
export interface Gate extends Place {
  /** `G1`, `G2` … in the order of the file. */
  readonly key: string;
  readonly title: string;
  readonly kind: GateKind;
  /** Empty where it holds nothing (shown only). */
  readonly before: readonly Moment[];
  readonly criteria: readonly Criterion[];
  readonly phase?: string;
  /** Digest of its wording with box states masked: what a statement is bound to. */
  readonly wording: string;
  /** From a marker: who may approve, how many. */
  readonly approve?: Approval;
}

/** Who opens an approval. Without one, a maintainer of the plan's home does, also of their own work. */
export interface Approval {
  /** Logins and `@org/team` names; empty: maintainers. */
  readonly by: readonly string[];
  readonly count: number;
  readonly otherThanAuthor: boolean;
}

export type CriterionKind =
  | "box"
  | "threshold"
  | "command"
  | "file"
  | "tags"
  | "decision"
  | "date"
  | "statement"
  | "approval"
  | "check"
  | "metric";

/** One line of a gate. */
export interface Criterion extends Place {
  /** `G3.2`. */
  readonly key: string;
  readonly text: string;
  readonly kind: CriterionKind;
  /** The box as written; null where it is none. */
  readonly checked: boolean | null;
  /** Can only be true once the tag exists: stands before `done` alone. */
  readonly after: boolean;
  readonly threshold?: Threshold;
  /** The other thresholds of the same line, in order (`Zero errors, <10 warnings`); each must hold. */
  readonly furtherThresholds?: readonly Threshold[];
  /** A verification command as written; never run by the App. */
  readonly command?: string;
  /** The expectation that goes with the command, as written. */
  readonly expectation?: string;
  /** Repository path that must exist at the commit. */
  readonly file?: string;
  /** At least so many distinct final releases whose tag begins with `prefix`. */
  readonly tags?: { readonly prefix: string; readonly count: number; readonly exactly: boolean };
  /** The first day (UTC) on which it holds, `YYYY-MM-DD`. */
  readonly day?: string;
  /** Key of the decision it waits for. */
  readonly decision?: string;
  /** Key of the criterion that asks the same: it is asked once, there. */
  readonly sameAs?: string;
  /** Boxes only: byte offset of the character between the brackets. */
  readonly boxOffset?: number;
  /** The author's own claim (`Status: APPROVED`), shown and never trusted. */
  readonly claim?: string;
  readonly identity: string;
}

/** A number with a unit that a line asks for. */
export interface Threshold {
  /** The words around the number, as written. */
  readonly metric: string;
  readonly comparator: ">=" | ">" | "<=" | "<" | "=";
  readonly value: number;
  /** `%`, `ms`, `s`, `MB`, `errors`, `warnings`, `findings` …; empty where there is none. */
  readonly unit: string;
  /** True where it is relative to a baseline (`No regression >5%`). */
  readonly baseline: boolean;
}

/** `from` needs `to`. Both are phase keys, versions or task ids of this plan; an external `to` is a version or words. */
export interface Dependency extends Place {
  readonly from: string;
  readonly to: string;
  /** `complete`, `passed`, `complete or skipped` …, as written, lower case. */
  readonly state?: string;
  readonly external: boolean;
  /** A bullet under a heading of dependencies: shown, and holds nothing. */
  readonly shown?: true;
  /** For externals that are no version, or that restate a gate: the criterion that asks it. */
  readonly sameAs?: string;
}

/** Something people decide, with its options. */
export interface Decision extends Place {
  /** `D1`, `D2` … in the order of the file. */
  readonly key: string;
  readonly title: string;
  /** One lower-case word each where the plan has one (`proceed`, `defer`, `a`, `b`). */
  readonly options: readonly string[];
  readonly phase?: string;
  readonly before: readonly Moment[];
  readonly wording: string;
  /** The author's own claim (`Status: APPROVED`): shown, needs no command, holds nothing. */
  readonly claim?: string;
}

/** A phase that goes only if `decision` was taken for `option`. */
export interface Condition extends Place {
  readonly phase: string;
  readonly decision: string;
  readonly option: string;
}

/** A reference to an issue or pull request in the text; never "this task's issue". */
export interface Mention extends Place {
  readonly owner?: string;
  readonly repository?: string;
  readonly number: number;
}

export interface Rollback extends Place {
  readonly title: string;
  readonly phase?: string;
  /** The section as markdown. */
  readonly text: string;
}
