import type { RepositoryName } from "../model/repository.ts";
import type { RulesetFacts } from "../model/ruleset.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { Caches } from "./caches.ts";
import { createOctokit } from "./create-octokit.ts";
import { createWire } from "./create-wire.ts";
import { readTagRulesets } from "./ruleset-reader.ts";
import { pathOf } from "./self.ts";
import { fixedToken } from "./token-source.ts";

/** What an admin may do about rulesets; the App has no such port, and never writes one. */
export interface RulesetAdmin {
  rulesets(repository: RepositoryName): Promise<readonly RulesetFacts[]>;
  /** One request, sent once. `ruleset` is GitHub's own JSON. */
  create(repository: RepositoryName, ruleset: object): Promise<void>;
}

/** Connects with a person's token. */
export function openRulesetAdmin(options: ConnectionOptions & { readonly token: string }): RulesetAdmin {
  const cache = new Caches().within("admin").answers;
  const wire = createWire(
    { octokit: createOctokit(options), token: fixedToken(options.token), cache },
    options,
  );
  return {
    rulesets: (repository) => readTagRulesets(wire, repository),
    async create(repository, ruleset) {
      await wire.write({
        doing: `create a ruleset of ${repository}`,
        route: "POST /repos/{owner}/{repo}/rulesets",
        parameters: { ...pathOf(repository), ...ruleset },
      });
    },
  };
}
