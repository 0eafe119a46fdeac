export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode: string;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  readonly nodeId: string;
  readonly createdAt: Date;
  updatedAt: Date;
  name: string;
  target: "branch" | "tag" | "push";
  enforcement: "disabled" | "active" | "evaluate";
  bypassActors: readonly BypassActor[];
  include: readonly string[];
  exclude: readonly string[];
  rules: readonly Rule[];
}

/** One evaluation of rules for a ref, as `rule-suites` shows it. */
export interface RuleSuite {
  readonly id: number;
  readonly ref: string;
  readonly beforeSha: string;
  readonly afterSha: string;
  readonly actorLogin: string;
  readonly actorId: number;
  readonly pushedAt: Date;
  readonly result: "pass" | "fail" | "bypass";
  readonly evaluations: readonly {
    readonly ruleset: Ruleset;
    readonly type: string;
    readonly result: "pass" | "fail";
    readonly details: string | null;
  }[];
}
