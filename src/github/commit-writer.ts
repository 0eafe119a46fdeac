import { TerminalError } from "../engine/errors.ts";
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
      const answer = await wire
        .mutate<Answer>({ doing, permission: "contents=write", document, variables })
        .catch((error: unknown) => Promise.reject(toBranchRefusal(error)));
      const oid = answer.createCommitOnBranch?.commit?.oid;
      if (oid === undefined) {
        throw lostAnswer("GitHub answered without the commit", { doing, write: true, now: new Date(0) });
      }
      keepBlob(caches, input.repository, input.bytes);
      return oid as CommitSha;
    },
  };
}

/** What a ruleset and a protected branch of the old kind answer (docs, about protected branches; 2026-11). */
const branchRefusal =
  /rule violations|protected branch|protected ref|through a pull request|merge queue|required status check|verified signatures/i;

/** The branch takes no commit of ours: callers tell it apart by its code. */
function toBranchRefusal(error: unknown): unknown {
  if (!(error instanceof TerminalError) || !branchRefusal.test(error.message)) return error;
  const { message, status } = error;
  return new TerminalError(message, {
    code: "branch-refuses",
    cause: error,
    ...(status === undefined ? {} : { status }),
  });
}
