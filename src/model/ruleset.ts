/** A ruleset on tags as GitHub shows it to whoever asks. */
export interface RulesetFacts {
  readonly id: number;
  readonly name: string;
  /** `active`, `evaluate` (says what it would refuse), `disabled`. */
  readonly enforcement: string;
  /** Patterns of full ref names: `refs/tags/v*`, `~ALL`. None at all means no ref. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly RuleFacts[];
  /** Whether who asks may pass: `always`, `pull_requests_only`, `never`, `exempt`. */
  readonly mayPass: string;
  /** Who may pass; absent where GitHub does not show it, which it does to those alone who may write rulesets. */
  readonly passes?: readonly PassFacts[];
}

export interface RuleFacts {
  readonly type: string;
  /** Of `required_status_checks`: which, and by which App where it is pinned. */
  readonly checks?: readonly { readonly name: string; readonly appId?: number }[];
  /** True where required checks are not asked of a new ref. */
  readonly notOnCreation?: boolean;
}

export interface PassFacts {
  /** `Integration`, `RepositoryRole`, `OrganizationAdmin`, `Team`, `DeployKey`, `User`. */
  readonly kind: string;
  readonly id: number | null;
}

/** A tag that a ruleset would have refused, and let somebody pass with. */
export interface PassedTag {
  readonly tag: string;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}
