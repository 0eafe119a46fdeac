import type { Operation } from "./operation.ts";
import type { IssueRef } from "./repository.ts";

/** What became of one operation. */
export type Outcome =
  | { readonly kind: "done"; readonly operation: Operation; readonly issue?: IssueRef }
  /** GitHub refused it and would again: shown, the rest goes on. */
  | {
      readonly kind: "refused";
      readonly operation: Operation;
      readonly reason: string;
      /** A reason that callers tell apart, where it was refused just now: `branch-refuses`. */
      readonly code?: string;
    }
  /** Sent, answer lost: looked for after GitHub's lag, never sent again blindly. */
  | {
      readonly kind: "uncertain";
      readonly operation: Operation;
      readonly reason: string;
      /** From then on it may be looked for. */
      readonly nextAt?: Date;
    }
  /** Not sent: an operation it stands on did not succeed, or the budget is spent until `nextAt`. */
  | { readonly kind: "held"; readonly operation: Operation; readonly reason: string; readonly nextAt?: Date };
