import type { Moment } from "./moment.ts";

/** A gate's answer. Only `pass`, `waived` and `skipped` let go on; `pending` is everything not known or not yet true. */
export type Verdict = "pass" | "fail" | "pending" | "waived" | "skipped";

/** One answer that explains itself, and the answers it is made of: enough to draw every surface without asking again. */
export interface VerdictNode {
  readonly kind: "plan" | "release" | "phase" | "moment" | "gate" | "criterion";
  /** Version, phase key, moment, `G3`, `G3.2`, or a name of an implied criterion such as `tasks`, `order`, `blockers`. */
  readonly key: string;
  readonly title: string;
  /** Line of the plan, where it has one. */
  readonly line?: number;
  readonly verdict: Verdict;
  /** Why, for a person: `2 of 7 tasks are open: T3, T5`. No time of day, nothing that changes by itself. */
  readonly reason: string;
  /** What would change it and who can; absent where nothing needs to. */
  readonly wayOut?: string;
  readonly evidence: readonly EvidenceLink[];
  readonly children: readonly VerdictNode[];
}

export interface EvidenceLink {
  readonly text: string;
  readonly url?: string;
}

/** Everything the gates of one plan say at one moment. */
export interface Evaluation {
  /**
   * One node per release the plan declares: children are the moments it has to pass to be tagged. One that a decision
   * skipped is `skipped` here; whether a version may be tagged is for `mayTag` to say.
   */
  readonly releases: readonly VerdictNode[];
  /** One node per phase: children are its `start` and its `done`. */
  readonly phases: readonly VerdictNode[];
  /** The whole plan's own `start` and `done`. */
  readonly plan: VerdictNode;
  /** Every moment's node by its name. */
  readonly moments: Readonly<Record<Moment, VerdictNode>>;
  readonly phaseStates: Readonly<Record<string, PhaseState>>;
  readonly releaseStates: Readonly<Record<string, ReleaseState>>;
}

export type PhaseState = "open" | "complete" | "skipped";
export type ReleaseState = "open" | "tagged" | "skipped";

/** True where nothing holds any more. */
export function lets(verdict: Verdict): boolean {
  return verdict === "pass" || verdict === "waived" || verdict === "skipped";
}

/** The verdict of a whole from its parts: `fail` over `pending` over `pass`; all skipped is skipped; a waiver shows. */
export function combine(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  if (verdicts.includes("pending")) return "pending";
  if (verdicts.includes("waived")) return "waived";
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === "skipped")) return "skipped";
  return "pass";
}
