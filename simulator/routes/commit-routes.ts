import { diffTrees } from "../git/diff.ts";
import { mergeBase, peel, reachable } from "../git/history.ts";
import { rulesetsFor } from "../effects/check-rules.ts";
import { param, query, repositoryOfCall, type Call } from "../http/call.ts";
import { GitHubError, notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import {
  changesOf,
  commitJson,
  commitOf,
  commitWithFilesJson,
  fileChangeJson,
} from "../represent/git-json.ts";
import { fullName, type Repository } from "../state/repository.ts";
import { resolveCommit } from "./content-routes.ts";

/** Branches, tags, commits and what lies between two of them. */
export const commitRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/branches/{branch}",
    needs: ["contents:read"],
    handle: readBranch,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/branches",
    needs: ["contents:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const branches = [...repository.refs].filter(([name]) => name.startsWith("refs/heads/")).sort(byName);
      return listReply(call, branches, ([name, sha]) => ({
        name: name.slice("refs/heads/".length),
        commit: { sha, url: `${call.world.url}/repos/${fullName(repository)}/commits/${sha}` },
        protected: rulesetsFor(repository, name).length > 0,
      }));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/tags",
    needs: ["metadata:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const base = `${call.world.url}/repos/${fullName(repository)}`;
      const tags = [...repository.refs]
        .filter(([name]) => name.startsWith("refs/tags/"))
        .sort(byName)
        .toReversed();
      return listReply(call, tags, ([ref, object]) => {
        const name = ref.slice("refs/tags/".length);
        const sha = peel(repository.git, object) ?? object;
        return {
          name,
          commit: { sha, url: `${base}/commits/${sha}` },
          zipball_url: `${base}/zipball/${ref}`,
          tarball_url: `${base}/tarball/${ref}`,
          node_id: `REF_${sha.slice(0, 20)}`,
        };
      });
    },
  },
  { method: "GET", path: "/repos/{owner}/{repo}/commits", needs: ["contents:read"], handle: listCommits },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{ref}",
    needs: ["contents:read"],
    handle: (call) => {
      const repository = repositoryOfCall(call);
      const sha = resolvedOrRefused(repository, param(call, "ref"));
      const accept = call.request.headers.accept ?? "";
      if (accept.includes(".sha")) {
        return {
          status: 200,
          raw: Buffer.from(sha),
          headers: { "content-type": "application/vnd.github.sha" },
        };
      }
      return ok(commitWithFilesJson(call.world, repository, sha));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/compare/{basehead}",
    needs: ["contents:read"],
    handle: compare,
  },
];

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}

/** The commit of a ref in the path; GitHub answers 422 for an unknown SHA or name. */
export function resolvedOrRefused(repository: Repository, ref: string): string {
  const sha = resolveCommit(repository, ref);
  if (sha === undefined) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
  return sha;
}

function readBranch(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOfCall(call);
  const name = param(call, "branch");
  const sha = repository.refs.get(`refs/heads/${name}`);
  if (sha === undefined) throw new GitHubError(404, "Branch not found");
  const url = `${world.url}/repos/${fullName(repository)}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: commitJson(world, repository, sha),
    _links: { self: url, html: `${world.htmlUrl}/${fullName(repository)}/tree/${name}` },
    protected: rulesetsFor(repository, `refs/heads/${name}`).length > 0,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  });
}

function listCommits(call: Call): Reply {
  const repository = repositoryOfCall(call);
  const from = query(call, "sha") ?? repository.defaultBranch;
  const sha = resolveCommit(repository, from);
  if (sha === undefined) throw notFound();
  const path = query(call, "path");
  const since = query(call, "since");
  const until = query(call, "until");
  const author = query(call, "author");
  const found = reachable(repository.git, sha).filter((one) => {
    const commit = commitOf(repository, one);
    if (since !== undefined && commit.committer.at < new Date(since)) return false;
    if (until !== undefined && commit.committer.at > new Date(until)) return false;
    if (author !== undefined && commit.authorLogin !== author) return false;
    return path === undefined || touches(repository, one, path);
  });
  return listReply(call, found, (one) => commitJson(call.world, repository, one));
}

function touches(repository: Repository, sha: string, path: string): boolean {
  return changesOf(repository, sha).some(
    (change) => change.path === path || change.previousPath === path || change.path.startsWith(`${path}/`),
  );
}

function compare(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOfCall(call);
  const [base = "", head = ""] = param(call, "basehead").split("...", 2);
  const from = resolveCommit(repository, base);
  const to = resolveCommit(repository, head);
  if (from === undefined || to === undefined) throw notFound();
  const common = mergeBase(repository.git, from, to);
  if (common === undefined) throw new GitHubError(404, `No common ancestor between ${base} and ${head}.`);
  const behind = new Set(reachable(repository.git, to));
  const known = new Set(reachable(repository.git, from));
  const ahead = [...behind].filter((sha) => !known.has(sha)).toReversed();
  const lost = [...known].filter((sha) => !behind.has(sha));
  const url = `${world.url}/repos/${fullName(repository)}/compare/${base}...${head}`;
  const page = `${world.htmlUrl}/${fullName(repository)}/compare/${base}...${head}`;
  const changes = diffTrees(repository.git, commitOf(repository, common).tree, commitOf(repository, to).tree);
  return ok({
    url,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitJson(world, repository, from),
    merge_base_commit: commitJson(world, repository, common),
    status: direction(ahead.length, lost.length),
    ahead_by: ahead.length,
    behind_by: lost.length,
    total_commits: ahead.length,
    commits: ahead.slice(0, 250).map((sha) => commitJson(world, repository, sha)),
    files: changes.slice(0, 300).map((change) => fileChangeJson(world, repository, { change, sha: to })),
  });
}

function direction(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}
