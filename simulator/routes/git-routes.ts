import { changeFiles, filesOf, writeFiles, type GitFile } from "../git/files.ts";
import type { Person, TreeEntry } from "../git/object-store.ts";
import { RuleViolation } from "../effects/check-rules.ts";
import { gitHubItself, personOf } from "../effects/commit.ts";
import { createRef, deleteRef, updateRef } from "../effects/refs.ts";
import { actOf, bodyOf, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import { created, noContent, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { base64Lines } from "../represent/content-json.ts";
import { gitCommitJson, refJson } from "../represent/git-json.ts";
import type { Json } from "../represent/json.ts";
import { isoTime } from "../state/clock.ts";
import { fullName } from "../state/repository.ts";
import { resolveCommit } from "./content-routes.ts";

const TREE_MAX = 100_000;

/** Git's own objects and refs. */
export const gitRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/ref/{ref}",
    needs: ["contents:read"],
    handle: (call) => {
      const name = `refs/${param(call, "ref")}`;
      const repository = repositoryOfCall(call);
      const sha = repository.refs.get(name);
      if (sha === undefined) throw notFound();
      return ok(refJson(call.world, repository, { name, sha }));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/matching-refs/{ref}",
    needs: ["contents:read"],
    handle: (call) => {
      const prefix = `refs/${param(call, "ref")}`;
      const repository = repositoryOfCall(call);
      const found = [...repository.refs].filter(([name]) => name.startsWith(prefix)).sort(byName);
      // This list is not paged: GitHub sends all of it.
      return ok(found.map(([name, sha]) => refJson(call.world, repository, { name, sha })));
    },
  },
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/git/refs",
    needs: ["contents:write"],
    handle: (call) => {
      const act = actOf(call);
      const { ref, sha } = bodyOf<{ ref: string; sha: string }>(call);
      refuseByRules(() => createRef(act, ref, sha));
      return created(refJson(call.world, act.repository, { name: ref, sha }));
    },
  },
  {
    method: "PATCH",
    path: "/repos/{owner}/{repo}/git/refs/{ref}",
    needs: ["contents:write"],
    handle: (call) => {
      const act = actOf(call);
      const { sha, force = false } = bodyOf<{ sha: string; force?: boolean }>(call);
      const name = `refs/${param(call, "ref")}`;
      refuseByRules(() => updateRef(act, name, { sha, force }));
      return ok(refJson(call.world, act.repository, { name, sha }));
    },
  },
  {
    method: "DELETE",
    path: "/repos/{owner}/{repo}/git/refs/{ref}",
    needs: ["contents:write"],
    handle: (call) => {
      refuseByRules(() => deleteRef(actOf(call), `refs/${param(call, "ref")}`));
      return noContent();
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/commits/{commit_sha}",
    needs: ["contents:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = param(call, "commit_sha");
      if (!repository.git.commits.has(sha)) throw notFound();
      return ok(gitCommitJson(call.world, repository, sha));
    },
  },
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/git/commits",
    needs: ["contents:write"],
    handle: postCommit,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/trees/{tree_sha}",
    needs: ["contents:read"],
    handle: readTree,
  },
  { method: "POST", path: "/repos/{owner}/{repo}/git/trees", needs: ["contents:write"], handle: postTree },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/blobs/{file_sha}",
    needs: ["contents:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = param(call, "file_sha");
      const bytes = repository.git.blobs.get(sha);
      if (bytes === undefined) throw notFound();
      if ((call.request.headers.accept ?? "").includes("raw")) {
        return {
          status: 200,
          raw: bytes,
          headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
        };
      }
      const url = `${gitUrl(call)}/blobs/${sha}`;
      const content = base64Lines(bytes);
      return ok({
        sha,
        node_id: `B_${sha.slice(0, 20)}`,
        size: bytes.length,
        url,
        content,
        encoding: "base64",
      });
    },
  },
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/git/blobs",
    needs: ["contents:write"],
    handle: (call) => {
      const { content, encoding = "utf-8" } = bodyOf<{ content: string; encoding?: string }>(call);
      const sha = repositoryOfCall(call).git.writeBlob(
        Buffer.from(content, encoding === "base64" ? "base64" : "utf8"),
      );
      return created({ sha, url: `${gitUrl(call)}/blobs/${sha}` });
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/tags/{tag_sha}",
    needs: ["contents:read"],
    handle: (call) => ok(tagJson(call, param(call, "tag_sha"))),
  },
  { method: "POST", path: "/repos/{owner}/{repo}/git/tags", needs: ["contents:write"], handle: postTag },
];

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}

function refuseByRules(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new GitHubError(422, error.message);
  }
}

function gitUrl(call: Call): string {
  return `${call.world.url}/repos/${fullName(repositoryOfCall(call))}/git`;
}

interface GivenPerson {
  readonly name: string;
  readonly email: string;
  readonly date?: string;
}

function postCommit(call: Call): Reply {
  const act = actOf(call);
  const { git } = act.repository;
  const body = bodyOf<{
    message: string;
    tree: string;
    parents?: readonly string[];
    author?: GivenPerson;
    committer?: GivenPerson;
  }>(call);
  if (!git.trees.has(body.tree)) throw new GitHubError(422, "Tree SHA does not exist");
  const lost = (body.parents ?? []).find((parent) => !git.commits.has(parent));
  if (lost !== undefined) throw new GitHubError(422, "Parent SHA does not exist or is not a commit object");
  const plain = body.author === undefined && body.committer === undefined;
  const author = toPerson(call, body.author) ?? personOf(act);
  const sha = git.writeCommit({
    tree: body.tree,
    parents: body.parents ?? [],
    author,
    committer: toPerson(call, body.committer) ?? (plain ? gitHubItself(act) : author),
    message: body.message,
    verified: plain && act.actor.app !== undefined,
    authorLogin: act.actor.account.login,
  });
  return created(gitCommitJson(call.world, act.repository, sha));
}

function toPerson(call: Call, given: GivenPerson | undefined): Person | undefined {
  if (given === undefined) return undefined;
  const at = given.date === undefined ? call.world.now() : new Date(given.date);
  return { name: given.name, email: given.email, at };
}

function readTree(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const { git } = repository;
  const name = param(call, "tree_sha");
  const commit = resolveCommit(repository, name);
  const sha = commit === undefined ? name : (git.commits.get(commit)?.tree ?? name);
  if (!git.trees.has(sha)) throw notFound();
  const entries = query(call, "recursive") === undefined ? (git.trees.get(sha) ?? []) : allEntries(call, sha);
  const tree = entries.slice(0, TREE_MAX).map((entry) => treeEntryJson(call, entry));
  return ok({ sha, url: `${gitUrl(call)}/trees/${sha}`, tree, truncated: entries.length > TREE_MAX });
}

function allEntries(call: Call, sha: string, prefix = ""): TreeEntry[] {
  const entries = repositoryOfCall(call).git.trees.get(sha) ?? [];
  return entries.flatMap((entry) => {
    const named = { ...entry, name: prefix + entry.name };
    return entry.mode === "040000" ? [named, ...allEntries(call, entry.sha, `${named.name}/`)] : [named];
  });
}

function treeEntryJson(call: Call, entry: TreeEntry): Json {
  const { git } = repositoryOfCall(call);
  const base = { path: entry.name, mode: entry.mode, sha: entry.sha };
  if (entry.mode === "040000") return { ...base, type: "tree", url: `${gitUrl(call)}/trees/${entry.sha}` };
  if (entry.mode === "160000") return { ...base, type: "commit" };
  const size = git.blobs.get(entry.sha)?.length ?? 0;
  return { ...base, type: "blob", size, url: `${gitUrl(call)}/blobs/${entry.sha}` };
}

interface GivenEntry {
  readonly path: string;
  readonly mode?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

function postTree(call: Call): Reply {
  const { git } = repositoryOfCall(call);
  const body = bodyOf<{ tree: readonly GivenEntry[]; base_tree?: string }>(call);
  if (body.base_tree !== undefined && !git.trees.has(body.base_tree) && !git.commits.has(body.base_tree)) {
    throw notFound();
  }
  const base =
    body.base_tree === undefined ? undefined : (git.commits.get(body.base_tree)?.tree ?? body.base_tree);
  const files = base === undefined ? new Map<string, GitFile>() : filesOf(git, base);
  for (const entry of body.tree) {
    if (entry.sha === null) files.delete(entry.path);
    else {
      const sha = entry.sha ?? git.writeBlob(Buffer.from(entry.content ?? ""));
      if (git.kindOf(sha) === undefined) throw new GitHubError(422, "tree.sha does not exist");
      files.set(entry.path, { mode: entry.mode ?? "100644", sha });
    }
  }
  const sha = files.size === 0 ? changeFiles(git, undefined, {}) : writeFiles(git, files);
  const tree = (git.trees.get(sha) ?? []).map((entry) => treeEntryJson(call, entry));
  return created({ sha, url: `${gitUrl(call)}/trees/${sha}`, tree, truncated: false });
}

function postTag(call: Call): Reply {
  const act = actOf(call);
  const { git } = act.repository;
  const body = bodyOf<{ tag: string; message: string; object: string; type: "commit" | "tree" | "blob" }>(
    call,
  );
  if (git.kindOf(body.object) !== body.type) throw new GitHubError(422, "Object does not exist");
  const { tag, message, object, type } = body;
  const sha = git.writeTag({ name: tag, target: object, targetKind: type, tagger: personOf(act), message });
  return created(tagJson(call, sha));
}

function tagJson(call: Call, sha: string): Json {
  const tag = repositoryOfCall(call).git.tags.get(sha);
  if (tag === undefined) throw notFound();
  const { tagger, target, targetKind } = tag;
  return {
    node_id: `TA_${sha.slice(0, 20)}`,
    tag: tag.name,
    sha,
    url: `${gitUrl(call)}/tags/${sha}`,
    message: tag.message,
    tagger: { name: tagger.name, email: tagger.email, date: isoTime(tagger.at) },
    object: { type: targetKind, sha: target, url: `${gitUrl(call)}/${targetKind}s/${target}` },
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}
