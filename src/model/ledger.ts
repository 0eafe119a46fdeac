import type { IssueRef } from "./repository.ts";
import type { Subject } from "./subject.ts";

/** The store's memory of one create under way or done, within one plan. */
export interface LedgerEntry {
  readonly subject: Subject;
  readonly state: "sending" | "uncertain" | "done";
  /** `done` only. */
  readonly issue?: IssueRef;
  /** `sending`, `uncertain`: from then on our own recent issues may be asked whether it exists. */
  readonly settledAfter?: Date;
}
