import type { GitHubReader } from "../engine/github.ts";
import type { CommitSha } from "../model/repository.ts";
import type { CommitJson } from "./json.ts";
import { perPage } from "./request-sender.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads who committed to a file. */
export function commitReader(wire: Wire, self: Self): Pick<GitHubReader, "commits"> {
  return {
    async commits(repository, { at, path, since }) {
      const commits = await wire.read<readonly CommitJson[]>({
        doing: `read the commits on ${path} in ${repository}`,
        route: "GET /repos/{owner}/{repo}/commits",
        parameters: {
          ...pathOf(repository),
          sha: at,
          path,
          per_page: perPage,
          ...(since === undefined ? {} : { since: since.toISOString() }),
        },
      });
      return commits.map(({ sha, author, commit }) => ({
        sha: sha as CommitSha,
        own: author?.login.toLowerCase() === self.login.toLowerCase(),
        bot: author?.type === "Bot",
        at: new Date(commit.committer?.date ?? 0),
      }));
    },
  };
}
