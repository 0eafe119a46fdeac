/** A ruleset as GitHub's `POST /repos/{owner}/{repo}/rulesets` takes it. */
export interface WantedRuleset {
  readonly name: string;
  readonly target: "tag";
  readonly enforcement: "active";
  readonly bypass_actors: readonly {
    readonly actor_id: number;
    readonly actor_type: "Integration";
    readonly bypass_mode: "always";
  }[];
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly {
    readonly type: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  }[];
}

/** GitHub takes 75 rulesets a repository; some are its people's own. */
const versionsMax = 50;

/**
 * The rulesets that make the walls before a repository's tags: nobody but the App creates, moves or deletes a tag; and,
 * where it is asked for, no tag of a planned version, the App's own included, without the App's green check. `always`
 * rather than `exempt`, so that GitHub keeps a record of what passed.
 */
export function wantedRulesets(of: {
  readonly appId: number;
  /** Glob over tag names. */
  readonly tags: string;
  /** Versions whose check is required; none: the wall is not asked for. */
  readonly versions: readonly string[];
}): readonly WantedRuleset[] {
  const { appId, tags, versions } = of;
  const app = { actor_id: appId, actor_type: "Integration", bypass_mode: "always" } as const;
  const common = { target: "tag", enforcement: "active" } as const;
  const creation: WantedRuleset = {
    name: `plangate: tags ${tags}`,
    ...common,
    bypass_actors: [app],
    conditions: { ref_name: { include: [`refs/tags/${tags}`], exclude: [] } },
    rules: [{ type: "creation" }, { type: "update" }, { type: "deletion" }, { type: "non_fast_forward" }],
  };
  const checks = versions.slice(0, versionsMax).map((version): WantedRuleset => {
    const check = { context: `plangate/release ${version}`, integration_id: appId };
    const parameters = {
      required_status_checks: [check],
      strict_required_status_checks_policy: false,
      do_not_enforce_on_create: false,
    };
    return {
      name: `plangate: ${version}`,
      ...common,
      bypass_actors: [],
      conditions: { ref_name: { include: [`refs/tags/${version}`], exclude: [] } },
      rules: [{ type: "required_status_checks", parameters }],
    };
  });
  return [creation, ...checks];
}
