import { reachable } from "../git/history.ts";
import { lookUp } from "../git/files.ts";
import { commitOf } from "../represent/git-json.ts";
import { resolveCommit } from "../routes/content-routes.ts";
import { isoTime } from "../state/clock.ts";
import { fullName, type Repository } from "../state/repository.ts";
import { accountNode } from "./account-node.ts";
import { checkSuites } from "./check-node.ts";
import { connection, type ConnectionArguments } from "./connection.ts";
import type { Viewer } from "./viewer.ts";

/** A ref by its full name. */
export function refNode(
  viewer: Viewer,
  repository: Repository,
  name: string,
): Record<string, unknown> | null {
  const sha = repository.refs.get(name);
  if (sha === undefined) return null;
  const prefix = /^refs\/[^/]+\//.exec(name)?.[0] ?? "";
  return {
    __typename: "Ref",
    id: `REF_${Buffer.from(`${repository.id}:${name}`).toString("base64url")}`,
    name: name.slice(prefix.length),
    prefix,
    target: () => objectNode(viewer, repository, sha),
  };
}

/** What a revision expression names: a SHA, a ref, or `ref:path`. */
export function expressionNode(viewer: Viewer, repository: Repository, expression: string): unknown {
  const [ref = "", path] = expression.split(":", 2);
  const sha = resolveCommit(repository, ref === "HEAD" ? repository.defaultBranch : ref);
  if (sha === undefined) return null;
  if (path === undefined) return objectNode(viewer, repository, sha);
  const found = lookUp(repository.git, commitOf(repository, sha).tree, path);
  if (found === undefined) return null;
  return objectNode(viewer, repository, found.kind === "file" ? found.entry.sha : found.sha);
}

/** A git object by its SHA. */
export function objectNode(
  viewer: Viewer,
  repository: Repository,
  sha: string,
): Record<string, unknown> | null {
  const kind = repository.git.kindOf(sha);
  const base = { id: `GO_${sha}`, oid: sha, abbreviatedOid: sha.slice(0, 7) };
  if (kind === "commit") return { ...base, ...commitFields(viewer, repository, sha) };
  if (kind === "blob") return { ...base, ...blobFields(repository, sha) };
  if (kind === "tree") return { ...base, ...treeFields(viewer, repository, sha) };
  const tag = repository.git.tags.get(sha);
  if (tag === undefined) return null;
  const target = (): unknown => objectNode(viewer, repository, tag.target);
  return { ...base, __typename: "Tag", name: tag.name, message: tag.message, target };
}

function commitFields(viewer: Viewer, repository: Repository, sha: string): Record<string, unknown> {
  const { world } = viewer;
  const commit = commitOf(repository, sha);
  const url = `${world.htmlUrl}/${fullName(repository)}/commit/${sha}`;
  const [headline = "", ...rest] = commit.message.split("\n");
  const account = world.account(commit.authorLogin);
  const user = account?.kind === "User" ? accountNode(world, account) : null;
  return {
    __typename: "Commit",
    url,
    commitUrl: url,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    committedDate: isoTime(commit.committer.at),
    authoredDate: isoTime(commit.author.at),
    author: { name: commit.author.name, email: commit.author.email, date: isoTime(commit.author.at), user },
    committer: actorNode(viewer, commit.committer),
    authors: (given: ConnectionArguments) =>
      connection(
        "authors",
        [commit.author, ...coAuthors(commit.message)].map((person) => actorNode(viewer, person)),
        { ...given, show: (actor) => actor },
      ),
    signature: commit.verified
      ? { __typename: "GpgSignature", isValid: true, state: "VALID", wasSignedByGitHub: true }
      : null,
    tree: () => objectNode(viewer, repository, commit.tree),
    parents: (given: ConnectionArguments) =>
      connection("parents", commit.parents, {
        ...given,
        show: (parent) => objectNode(viewer, repository, parent),
      }),
    checkSuites: (given: ConnectionArguments) => checkSuites(repository, sha, given),
    history: (given: ConnectionArguments) =>
      connection("history", reachable(repository.git, sha), {
        ...given,
        show: (one) => objectNode(viewer, repository, one),
      }),
  };
}

/** A git identity, and the account that its address belongs to. */
function actorNode(
  { world }: Viewer,
  { name, email }: { readonly name: string; readonly email: string },
): Record<string, unknown> {
  const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  const account = login === undefined ? undefined : world.account(login);
  const user = account?.kind === "User" ? accountNode(world, account) : null;
  return { name, email, user };
}

function coAuthors(message: string): { name: string; email: string }[] {
  return [...message.matchAll(/^co-authored-by: ([^<]+) <([^>]+)>$/gim)].map(([, name = "", email = ""]) => ({
    name,
    email,
  }));
}

function blobFields(repository: Repository, sha: string): Record<string, unknown> {
  const bytes = Buffer.from(repository.git.blobs.get(sha) ?? new Uint8Array());
  const isBinary = bytes.includes(0);
  return {
    __typename: "Blob",
    byteSize: bytes.length,
    isBinary,
    isTruncated: false,
    text: isBinary ? null : bytes.toString("utf8"),
  };
}

function treeFields(viewer: Viewer, repository: Repository, sha: string): Record<string, unknown> {
  const entries = repository.git.trees.get(sha) ?? [];
  return {
    __typename: "Tree",
    entries: entries.map((entry) => ({
      name: entry.name,
      oid: entry.sha,
      mode: Number.parseInt(entry.mode, 8),
      type: repository.git.kindOf(entry.sha) ?? "commit",
      object: () => objectNode(viewer, repository, entry.sha),
    })),
  };
}
