import { TerminalError } from "../engine/errors.ts";
import type { GitHubReader } from "../engine/github.ts";
import type { CommitSha, IssueNumber, RepositoryName } from "../model/repository.ts";
import type { PullRequestJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** GitHub lists no more files of one pull request (docs, list pull requests files). */
const filesMax = 3000;

/** Reads open pull requests and what they change. */
export function pullRequestReader(
  wire: Wire,
): Pick<GitHubReader, "openPullRequests" | "queueHeads" | "pullRequestFrom" | "changedPaths"> {
  return {
    async pullRequestFrom(repository, { head, base }) {
      const { owner, repo } = pathOf(repository);
      const [pull] = await wire.read<readonly PullRequestJson[]>({
        doing: `read the pull request from ${head} in ${repository}`,
        route: "GET /repos/{owner}/{repo}/pulls",
        parameters: { owner, repo, head: `${owner}:${head}`, base, state: "all", per_page: 1 },
      });
      if (pull === undefined) return undefined;
      return {
        pullRequest: { repository, number: pull.number as IssueNumber },
        state: pull.state === "open" ? "open" : pull.merged_at === null ? "closed" : "merged",
        body: pull.body ?? "",
      };
    },

    async openPullRequests(repository) {
      const pulls = await wire.list<PullRequestJson>({
        doing: `read the open pull requests of ${repository}`,
        route: "GET /repos/{owner}/{repo}/pulls",
        parameters: { ...pathOf(repository), state: "open" },
      });
      return pulls.map((pull) => ({
        number: pull.number,
        title: pull.title,
        body: pull.body ?? "",
        head: pull.head.sha as CommitSha,
        headBranch: pull.head.ref,
        // A deleted fork leaves no repository behind.
        fork: pull.head.repo?.id !== pull.base.repo.id,
        base: pull.base.ref,
        author: { id: pull.user?.id ?? 0, login: pull.user?.login ?? "ghost" },
      }));
    },

    queueHeads: (repository, base) => readQueueHeads(wire, repository, base),

    async changedPaths(repository, pullRequest) {
      const doing = `read the files of pull request ${repository}#${pullRequest}`;
      const files = await wire.list<{ readonly filename: string; readonly previous_filename?: string }>({
        doing,
        route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
        parameters: { ...pathOf(repository), pull_number: pullRequest },
      });
      if (files.length >= filesMax) throw new TerminalError(`Cannot ${doing}: GitHub lists only ${filesMax}`);
      const paths = files.flatMap(({ filename, previous_filename: previous }) =>
        previous === undefined ? [filename] : [previous, filename],
      );
      return [...new Set(paths)];
    },
  };
}

async function readQueueHeads(
  wire: Wire,
  repository: RepositoryName,
  base: string,
): Promise<readonly { readonly head: CommitSha; readonly pullRequest: number }[]> {
  const refs = await wire.read<
    readonly { readonly ref: string; readonly object: { readonly sha: string } }[]
  >({
    doing: `read the merge queue of ${repository}`,
    route: "GET /repos/{owner}/{repo}/git/matching-refs/{ref}",
    parameters: { ...pathOf(repository), ref: `heads/gh-readonly-queue/${base}/` },
  });
  return refs.flatMap(({ ref, object }) => {
    const number = /\/pr-(\d{1,9})-[0-9a-f]{40}$/.exec(ref)?.[1];
    return number === undefined ? [] : [{ head: object.sha as CommitSha, pullRequest: Number(number) }];
  });
}
