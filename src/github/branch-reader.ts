import type { ReleasePort } from "../engine/release-port.ts";
import type { CommitSha } from "../model/repository.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads branches, and whether a commit is one of theirs. */
export function branchReader(wire: Wire): Pick<ReleasePort, "branches" | "isBefore"> {
  return {
    async branches(repository) {
      const branches = await wire.list<{ readonly name: string; readonly commit: { readonly sha: string } }>({
        doing: `read the branches of ${repository}`,
        route: "GET /repos/{owner}/{repo}/branches",
        parameters: pathOf(repository),
      });
      return branches.map(({ name, commit }) => ({ name, head: commit.sha as CommitSha }));
    },

    async isBefore(repository, commit, head) {
      if (commit === head) return true;
      // A commit of a fork is found as well: it is beside the branch, not behind its head.
      const compared = await wire.find<{ readonly status: string }>({
        doing: `read whether ${commit.slice(0, 7)} comes before ${head.slice(0, 7)} in ${repository}`,
        route: "GET /repos/{owner}/{repo}/compare/{basehead}",
        parameters: { ...pathOf(repository), basehead: `${head}...${commit}` },
      });
      return compared?.status === "behind" || compared?.status === "identical";
    },
  };
}
