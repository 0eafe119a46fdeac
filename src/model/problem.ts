/** Something wrong in what an author wrote, with its place and the way out in its message. Returned, never thrown. */
export interface Problem {
  /** The file it is in, repository-relative; absent where one file only is spoken of. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  /** A stable name such as `ambiguous-reference`, documented in docs/plan-format.md or docs/settings.md. */
  readonly rule: string;
  readonly message: string;
}

/** Something that looks like a node of the plan and was not taken for one, with the marker that would make it one. */
export interface Hint extends Problem {
  readonly marker: string;
}

/** What a line of the plan was taken for, by which documented rule. Lines `line` to `endLine` inclusive. */
export interface Explanation {
  readonly line: number;
  readonly endLine: number;
  /** `task`, `step`, `phase`, `release`, `gate`, `criterion`, `dependency`, `decision`, `condition`, `label`, `text`, `fence` … */
  readonly taken: string;
  /** The rule's name, an anchor of docs/plan-format.md. */
  readonly rule: string;
  /** One sentence for a person. */
  readonly because: string;
  /** The node's key, where it has one: a phase key, `G3.2`, a version, a task id. */
  readonly key?: string;
}
