import type { Target } from "../model/target.ts";

/** What a reconcile left behind, for the worker. */
export type ReconcileResult =
  /** Nothing is left to do here; `mark` may be dirty now. The note is one sentence for the history. */
  | { readonly kind: "clean"; readonly mark: readonly Target[]; readonly note: string }
  /** Something is left that has to wait: a budget, a lost answer. */
  | { readonly kind: "parked"; readonly until: Date; readonly mark: readonly Target[]; readonly note: string };
