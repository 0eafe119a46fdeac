import { RetryableError, TerminalError } from "../engine/errors.ts";
import type { GitHubWriter } from "../engine/github.ts";
import type { CommitSha } from "../model/repository.ts";
import { type ContentCaches, keepBlob, modeOf } from "./content-reader.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

interface Made {
  readonly sha: string;
}

/** Unlike `DELETE /git/refs`, it names the head that it takes away (GraphQL schema, `updateRefs`; 2026-11). */
const deletion = `mutation DeleteBranch($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;

/** What a ref points to that is not there. */
const noCommit = "0".repeat(40);

/** Makes commits that no branch holds yet, and branches that point to them. GitHub signs what an App makes so. */
export function branchWriter(
  wire: Wire,
  caches: ContentCaches,
): Pick<GitHubWriter, "commitObject" | "createBranch" | "moveBranch" | "deleteBranch"> {
  return {
    async commitObject({ repository, path, bytes, headline, parents }) {
      const doing = `prepare ${path} in ${repository}`;
      const make = (route: string, parameters: object): Promise<Made> =>
        wire.write<Made>({ doing, route, parameters: { ...pathOf(repository), ...parameters } });
      const content = Buffer.from(bytes).toString("base64");
      const blob = await make("POST /repos/{owner}/{repo}/git/blobs", { content, encoding: "base64" });
      const mode = modeOf(caches, { repository, path, at: parents[0] });
      const tree = await make("POST /repos/{owner}/{repo}/git/trees", {
        base_tree: parents[0],
        tree: [{ path, mode, type: "blob", sha: blob.sha }],
      });
      const commit = await make("POST /repos/{owner}/{repo}/git/commits", {
        message: headline,
        tree: tree.sha,
        parents,
      });
      keepBlob(caches, repository, bytes);
      return commit.sha as CommitSha;
    },

    async createBranch(repository, branch, commit) {
      await wire.write({
        doing: `create the branch ${branch} in ${repository}`,
        route: "POST /repos/{owner}/{repo}/git/refs",
        parameters: { ...pathOf(repository), ref: `refs/heads/${branch}`, sha: commit },
      });
    },

    async deleteBranch({ name, nodeId }, branch, head) {
      const doing = `delete the branch ${branch} in ${name}`;
      const update = { name: `refs/heads/${branch}`, beforeOid: head, afterOid: noCommit };
      const variables = { input: { repositoryId: nodeId, refUpdates: [update] } };
      await wire.mutate({ doing, permission: "contents=write", document: deletion, variables });
    },

    async moveBranch(repository, branch, commit) {
      const doing = `move the branch ${branch} in ${repository}`;
      try {
        await wire.write({
          doing,
          route: "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
          parameters: { ...pathOf(repository), ref: `heads/${branch}`, sha: commit, force: false },
        });
      } catch (error) {
        if (!(error instanceof TerminalError) || !/fast.forward/i.test(error.message)) throw error;
        throw new RetryableError(`Cannot ${doing}: somebody moved it`, { cause: error });
      }
    },
  };
}
