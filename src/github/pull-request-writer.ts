import type { GitHubWriter } from "../engine/github.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Opens and closes pull requests of ours. */
export function pullRequestWriter(wire: Wire): Pick<GitHubWriter, "openPullRequest" | "closePullRequest"> {
  return {
    async openPullRequest(repository, { head, base, title, body }) {
      await wire.write({
        doing: `open the pull request from ${head} in ${repository}`,
        route: "POST /repos/{owner}/{repo}/pulls",
        parameters: { ...pathOf(repository), head, base, title, body, maintainer_can_modify: true },
      });
    },

    async closePullRequest({ repository, number }, body) {
      await wire.write({
        doing: `close the pull request ${repository}#${number}`,
        route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
        parameters: { ...pathOf(repository), pull_number: number, state: "closed", body },
      });
    },
  };
}
