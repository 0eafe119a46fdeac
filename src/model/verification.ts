import type { FlawFact, KeptFile, RunFacts } from "./metric.ts";

/** What a verification command of a plan did when a workflow ran it. Whether that is enough, gates judge. */
export interface Verification {
  /** The command, exactly as the plan and the settings have it. */
  readonly command: string;
  readonly end: VerificationEnd;
  /** What it printed on its standard output, or the end of it. Never shown: it may be anything. */
  readonly output: string;
  /** True where the beginning of the output was left out. */
  readonly isCut: boolean;
}

/** `flooded`: it printed more than is read, and was ended. */
export type VerificationEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "timed-out"; readonly seconds: number }
  | { readonly kind: "flooded" }
  | { readonly kind: "not-started" };

export interface VerificationFact extends Verification {
  readonly run: RunFacts;
  readonly kept?: KeptFile;
}

/** What the runs of one commit kept of verifications. */
export interface VerificationFacts {
  readonly verifications: readonly VerificationFact[];
  readonly flaws: readonly FlawFact[];
}
