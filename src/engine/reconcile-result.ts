import type { Target } from "../model/target.ts";

/** What a reconcile left behind, for the worker. */
export type ReconcileResult = (
  | {
      /** Nothing is left to do here. */
      readonly kind: "clean";
    }
  | {
      /** Something is left that has to wait: a budget, a lost answer. A mark brings it forward. */
      readonly kind: "parked";
      readonly until: Date;
    }
) & {
  /** Targets that may be dirty now: marked before this one ends. */
  readonly mark: readonly Target[];
  /** One sentence for the history; why, where it is parked. Never a secret, never private words of another repository. */
  readonly note: string;
  /** Requests it made, for the history. */
  readonly reads?: number;
  readonly writes?: number;
};
