/**
 * One change to a plan's bytes, the smallest there is. Offsets count bytes of the file that was parsed; `line` is
 * that of the task or criterion, so that an edit computed from other bytes is found out.
 */
export type PlanEdit = TickEdit | LinkEdit | UnlinkEdit;

/** Sets the one byte of a box. A box that is in that state already stays as its author wrote it. */
export interface TickEdit {
  readonly kind: "tick";
  readonly line: number;
  readonly boxOffset: number;
  readonly checked: boolean;
}

/** Inserts plangate's link, ` ([#12](https://…))` with its leading space, at a task's `linkOffset`. */
export interface LinkEdit {
  readonly kind: "link";
  readonly line: number;
  readonly offset: number;
  readonly text: string;
}

/** Takes plangate's link out again: the whole insertion, its leading space included. */
export interface UnlinkEdit {
  readonly kind: "unlink";
  readonly line: number;
  readonly offset: number;
  readonly endOffset: number;
}
