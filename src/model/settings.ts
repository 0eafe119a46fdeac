import type { Approval } from "./plan.ts";
import type { Threshold } from "./plan.ts";

/** `.github/plangate.yml`, complete: every default filled in. Documented in docs/settings.md. */
export interface Settings {
  readonly enforcement: "observe" | "enforce";
  readonly plans: readonly PlanSettings[];
  readonly gates: readonly GateSettings[];
  readonly verify: VerifySettings;
  readonly releases: ReleaseSettings;
}

export interface PlanSettings {
  /** Path or glob, repository-relative. */
  readonly path: string;
  readonly issues: "phases" | "tasks" | "off";
  readonly links: "inline" | "off";
  readonly writeBack: "auto" | "commit" | "pull-request" | "off";
  readonly labels: readonly string[];
  /** Names used in the plan (or phase keys and titles) to `owner/name`. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly per?: "release";
}

export interface GateSettings {
  /** The gate's whole title, or its key. */
  readonly match: string;
  readonly approve?: Approval;
  readonly criteria: readonly CriterionSettings[];
}

/** Which evidence proves a criterion; `match` is a part of its words, any case, or its key. */
export interface CriterionSettings {
  readonly match: string;
  /** Names of metrics; with several, each must hold, or each the threshold at its place where there are several. */
  readonly metrics?: readonly string[];
  /** Tag of the release that a change is measured against; absent: the last commit of the default branch that passed. */
  readonly baseline?: string;
  readonly threshold?: Threshold;
  readonly check?: { readonly name: string; readonly app?: string };
  readonly file?: string;
}

/** What the Action's `verify` may run, and for how long. */
export interface VerifySettings {
  /** Commands by their exact text. */
  readonly commands: readonly string[];
  /** For all of them together. */
  readonly minutes: number;
  readonly minutesPerCommand: number;
}

export interface ReleaseSettings {
  /** Glob over tag names. */
  readonly tags: string;
  /** Globs over branches whose commits may be released beside those of the default branch. */
  readonly branches: readonly string[];
  readonly order: "declared" | "off";
  readonly unplanned: "allow" | "refuse";
  readonly walls: readonly ("creation" | "required-check" | "guard")[];
  /** Whether a release of a tag that came past the walls goes back to a draft, once, with its incident. */
  readonly redraft: boolean;
  readonly blockerLabels: readonly string[];
}

/** What holds where there is no settings file: nothing is posted, and gates are asked with these. */
export const defaultSettings: Settings = {
  enforcement: "observe",
  plans: [],
  gates: [],
  verify: { commands: [], minutes: 10, minutesPerCommand: 2 },
  releases: {
    tags: "v*",
    branches: [],
    order: "declared",
    unplanned: "allow",
    walls: [],
    redraft: false,
    blockerLabels: ["release-blocker"],
  },
};
