import { lookUp } from "../git/files.ts";
import { peel } from "../git/history.ts";
import type { Person } from "../git/object-store.ts";
import type { Act } from "../effects/act.ts";
import { RuleViolation } from "../effects/check-rules.ts";
import { commitFiles } from "../effects/commit.ts";
import { moveRef } from "../effects/refs.ts";
import { actOf, bodyOf, param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notAccessible, notFound } from "../http/github-error.ts";
import { ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { base64Lines, contentEntryJson } from "../represent/content-json.ts";
import { commitOf, gitCommitJson } from "../represent/git-json.ts";
import type { Repository } from "../state/repository.ts";

const INLINE_BYTES_MAX = 1024 * 1024;
const RAW_BYTES_MAX = 100 * 1024 * 1024;
const DIRECTORY_MAX = 1000;

interface FileBody {
  readonly message: string;
  readonly content?: string;
  readonly sha?: string;
  readonly branch?: string;
  readonly author?: { readonly name: string; readonly email: string };
  readonly committer?: { readonly name: string; readonly email: string };
}

/** Files by path. */
export const contentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/contents/{path}",
    needs: ["contents:read"],
    handle: readContent,
  },
  {
    method: "PUT",
    path: "/repos/{owner}/{repo}/contents/{path}",
    needs: ["contents:write"],
    handle: putContent,
  },
  {
    method: "DELETE",
    path: "/repos/{owner}/{repo}/contents/{path}",
    needs: ["contents:write"],
    handle: deleteContent,
  },
];

/** The commit that a branch, tag or (short) SHA names. */
export function resolveCommit(repository: Repository, ref: string): string | undefined {
  const { git, refs } = repository;
  const named = [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ref].map((name) => refs.get(name));
  const sha = named.find((one) => one !== undefined) ?? (git.kindOf(ref) === undefined ? undefined : ref);
  if (sha !== undefined) return peel(git, sha);
  if (!/^[0-9a-f]{7,39}$/.test(ref)) return undefined;
  const matches = [...git.commits.keys()].filter((one) => one.startsWith(ref));
  return matches.length === 1 ? matches[0] : undefined;
}

function readContent(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOfCall(call);
  const ref = query(call, "ref") ?? repository.defaultBranch;
  const sha = resolveCommit(repository, ref);
  if (sha === undefined) throw new GitHubError(404, `No commit found for the ref ${ref}`);
  const path = param(call, "path").replace(/\/$/, "");
  const found = lookUp(repository.git, commitOf(repository, sha).tree, path);
  if (found === undefined) throw notFound();
  if (found.kind === "directory") {
    const entries = (repository.git.trees.get(found.sha) ?? []).slice(0, DIRECTORY_MAX);
    const prefix = path === "" ? "" : `${path}/`;
    return ok(
      entries.map((entry) => contentEntryJson(world, repository, { path: prefix + entry.name, entry, ref })),
    );
  }
  const bytes = repository.git.blobs.get(found.entry.sha) ?? new Uint8Array();
  const accept = call.request.headers.accept ?? "";
  if (accept.includes("raw") && bytes.length <= RAW_BYTES_MAX) {
    return {
      status: 200,
      raw: bytes,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    };
  }
  if (bytes.length > RAW_BYTES_MAX) throw tooLarge();
  const shown = contentEntryJson(world, repository, { path, entry: found.entry, ref });
  // Between 1 and 100 MB the content is left out and the encoding says "none".
  const isInline = bytes.length <= INLINE_BYTES_MAX;
  return ok({
    ...shown,
    content: isInline ? base64Lines(bytes) : "",
    encoding: isInline ? "base64" : "none",
  });
}

function tooLarge(): GitHubError {
  const message =
    "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API";
  return new GitHubError(403, message, { errors: [{ resource: "Blob", field: "data", code: "too_large" }] });
}

function putContent(call: Call): Reply {
  const body = bodyOf<FileBody>(call);
  const encoded = (body.content ?? "").replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) throw new GitHubError(422, "content is not valid Base64");
  const done = writeContent(call, { body, content: Buffer.from(encoded, "base64") });
  return { status: done.isNew ? 201 : 200, body: done.json };
}

function deleteContent(call: Call): Reply {
  return ok(writeContent(call, { body: bodyOf<FileBody>(call), content: null }).json);
}

function writeContent(
  call: Call,
  given: { body: FileBody; content: Uint8Array | null },
): { isNew: boolean; json: unknown } {
  const { body, content } = given;
  const act = actOf(call);
  const { repository, world } = act;
  const path = param(call, "path");
  const branch = (body.branch ?? repository.defaultBranch).replace(/^refs\/heads\//, "");
  const ref = `refs/heads/${branch}`;
  const before = repository.refs.get(ref);
  if (before === undefined) throw new GitHubError(404, `Branch ${branch} not found`);
  checkWorkflowScope(call, path);
  const found = lookUp(repository.git, commitOf(repository, before).tree, path);
  const blob = found?.kind === "file" ? found.entry.sha : undefined;
  checkPrecondition({ path, blob, given: body.sha, isDelete: content === null });
  const sha = commitFiles(act, {
    parent: before,
    changes: { [path]: content },
    message: body.message,
    author: personAt(act, body.author),
    committer: personAt(act, body.committer),
    byApi: true,
  });
  refuseByRules(() => moveRef(act, { ref, before, after: sha }));
  const entry = lookUp(repository.git, commitOf(repository, sha).tree, path);
  const shown =
    entry?.kind === "file"
      ? contentEntryJson(world, repository, { path, entry: entry.entry, ref: branch })
      : null;
  return {
    isNew: blob === undefined,
    json: { content: shown, commit: gitCommitJson(world, repository, sha) },
  };
}

function checkPrecondition(at: {
  path: string;
  blob: string | undefined;
  given: string | undefined;
  isDelete: boolean;
}): void {
  if (at.blob === undefined) {
    if (at.isDelete) throw notFound();
    if (at.given !== undefined) throw new GitHubError(409, `${at.path} does not match ${at.given}`);
    return;
  }
  if (at.given === undefined) throw new GitHubError(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (at.given !== at.blob) throw new GitHubError(409, `${at.path} does not match ${at.given}`);
}

/** `.github/workflows` takes the permission "workflows" beside "contents". */
function checkWorkflowScope(call: Call, path: string): void {
  if (!path.startsWith(".github/workflows/") || call.caller.kind !== "installation") return;
  if (call.caller.permissions["workflows"] !== "write") throw notAccessible();
}

// Contents answers 409 where rules refuse.
function refuseByRules(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new GitHubError(409, error.message);
  }
}

function personAt(act: Act, given: { name: string; email: string } | undefined): Person | undefined {
  return given === undefined ? undefined : { ...given, at: act.world.now() };
}
