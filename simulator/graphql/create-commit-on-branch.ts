import { RuleViolation } from "../effects/check-rules.ts";
import { commitFiles } from "../effects/commit.ts";
import { moveRef } from "../effects/refs.ts";
import { lookUp } from "../git/files.ts";
import { grants } from "../http/authorize.ts";
import { commitOf } from "../represent/git-json.ts";
import type { Repository } from "../state/repository.ts";
import { objectNode, refNode } from "./git-node.ts";
import { forbidden, GraphqlRefusal, unresolved } from "./graphql-refusal.ts";
import { actFor, seenRepository, type Viewer } from "./viewer.ts";

export interface CommitInput {
  readonly branch: {
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
    readonly id?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

/** One signed commit on an existing branch, if it still points where the caller thinks. */
export function createCommitOnBranch(viewer: Viewer, input: CommitInput): unknown {
  const { repository, ref } = branchOf(viewer, input);
  const act = actFor(viewer, repository, { permission: "contents:write", role: "write" });
  const before = repository.refs.get(ref);
  if (before === undefined)
    throw new GraphqlRefusal("NOT_FOUND", `No branch named '${ref.slice(11)}' was found.`);
  if (before !== input.expectedHeadOid) {
    throw new GraphqlRefusal(
      "STALE_DATA",
      `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`,
    );
  }
  const changes = changesOf(viewer, repository, { input, head: before });
  const body = input.message.body ?? "";
  const message = body === "" ? input.message.headline : `${input.message.headline}\n\n${body}`;
  const sha = commitFiles(act, { parent: before, changes, message, byApi: true });
  // GitHub signs these for people too.
  const commit = commitOf(repository, sha);
  repository.git.commits.set(sha, { ...commit, verified: true });
  try {
    moveRef(act, { ref, before, after: sha });
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new GraphqlRefusal("UNPROCESSABLE", error.message);
  }
  return { commit: () => objectNode(viewer, repository, sha), ref: () => refNode(viewer, repository, ref) };
}

function branchOf(viewer: Viewer, input: CommitInput): { repository: Repository; ref: string } {
  const { repositoryNameWithOwner, branchName, id } = input.branch;
  if (id !== null && id !== undefined) {
    const [repositoryId = "", name = ""] = Buffer.from(id.replace(/^REF_/, ""), "base64url")
      .toString("utf8")
      .split(":");
    const repository = viewer.world.repositories.get(Number(repositoryId));
    if (repository === undefined) throw unresolved(`a node with the global id of '${id}'`);
    return { repository, ref: name };
  }
  const [owner = "", name = ""] = (repositoryNameWithOwner ?? "").split("/");
  const repository = seenRepository(viewer, owner, name);
  return { repository, ref: `refs/heads/${(branchName ?? "").replace(/^refs\/heads\//, "")}` };
}

function changesOf(
  viewer: Viewer,
  repository: Repository,
  given: { input: CommitInput; head: string },
): Record<string, Uint8Array | null> {
  const changes: Record<string, Uint8Array | null> = {};
  const { tree } = commitOf(repository, given.head);
  for (const { path } of given.input.fileChanges?.deletions ?? []) {
    if (lookUp(repository.git, tree, path)?.kind !== "file") {
      throw new GraphqlRefusal(
        "UNPROCESSABLE",
        `A path was requested for deletion which does not exist as of commit oid \`${given.head}\`: ${path}`,
      );
    }
    changes[path] = null;
  }
  for (const { path, contents } of given.input.fileChanges?.additions ?? []) {
    if (path.startsWith("/") || path.split("/").includes("..")) {
      throw new GraphqlRefusal("UNPROCESSABLE", `A path was requested which is not valid: ${path}`);
    }
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(contents))
      throw new GraphqlRefusal("UNPROCESSABLE", "Contents must be Base64");
    checkWorkflows(viewer, path);
    changes[path] = Buffer.from(contents, "base64");
  }
  return changes;
}

function checkWorkflows(viewer: Viewer, path: string): void {
  if (!path.startsWith(".github/workflows/") || viewer.caller.kind !== "installation") return;
  if (!grants(viewer.caller, "workflows:write")) throw forbidden();
}
