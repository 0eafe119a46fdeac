import type { GitHubWriter } from "../engine/github.ts";
import type { CommitSha } from "../model/repository.ts";
import { type ContentCaches, keepBlob } from "./content-reader.ts";
import { lostAnswer } from "./translate-error.ts";
import type { Wire } from "./wire.ts";

/** Signed by GitHub, and refused on any other head than the one that was read. */
const document = `mutation CommitFile($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

interface Answer {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null;
}

/** Commits one file. */
export function commitWriter(
  wire: Wire,
  caches: Pick<ContentCaches, "blobs">,
): Pick<GitHubWriter, "commitFile"> {
  return {
    async commitFile(input) {
      const doing = `commit ${input.path} to ${input.branch} of ${input.repository}`;
      const contents = Buffer.from(input.bytes).toString("base64");
      const variables = {
        input: {
          branch: { repositoryNameWithOwner: input.repository, branchName: input.branch },
          expectedHeadOid: input.onto,
          message: { headline: input.headline },
          fileChanges: { additions: [{ path: input.path, contents }] },
        },
      };
      const answer = await wire.mutate<Answer>({ doing, permission: "contents=write", document, variables });
      const oid = answer.createCommitOnBranch?.commit?.oid;
      if (oid === undefined) {
        throw lostAnswer("GitHub answered without the commit", { doing, write: true, now: new Date(0) });
      }
      keepBlob(caches, input.repository, input.bytes);
      return oid as CommitSha;
    },
  };
}
