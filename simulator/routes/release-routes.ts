import { createRelease, deleteRelease, editRelease, type ReleaseInput } from "../effects/releases.ts";
import { actOf, bodyOf, numberParam, param, repositoryOfCall, type Call } from "../http/call.ts";
import { covers, grants } from "../http/authorize.ts";
import { notFound } from "../http/github-error.ts";
import { listReply } from "../http/page.ts";
import { created, noContent, ok, type Reply } from "../http/reply.ts";
import type { Route } from "../http/route.ts";
import { roleIncludes } from "../state/account.ts";
import { roleOf } from "../state/roles.ts";
import { releaseJson } from "../represent/release-json.ts";
import type { Release } from "../state/release.ts";

const RELEASES = "/repos/{owner}/{repo}/releases";
const RELEASE = `${RELEASES}/{release_id}`;
const READ = ["contents:read"] as const;
const WRITE = ["contents:write"] as const;

/** Releases. Drafts are shown only to those who may write. */
export const releaseRoutes: readonly Route[] = [
  {
    method: "GET",
    path: RELEASES,
    needs: READ,
    handle: (call) => {
      const releases = [...repositoryOfCall(call).releases.values()].toReversed();
      const shown = seesDrafts(call) ? releases : releases.filter((release) => !release.draft);
      return listReply(call, shown, (release) => releaseJson(call.world, repositoryOfCall(call), release));
    },
  },
  {
    method: "POST",
    path: RELEASES,
    needs: WRITE,
    creates: true,
    handle: (call) => {
      const act = actOf(call);
      return created(releaseJson(call.world, act.repository, createRelease(act, bodyOf<ReleaseInput>(call))));
    },
  },
  {
    method: "GET",
    path: `${RELEASES}/latest`,
    needs: READ,
    handle: (call) =>
      show(
        call,
        [...repositoryOfCall(call).releases.values()].findLast(
          (release) => !release.draft && !release.prerelease,
        ),
      ),
  },
  {
    method: "GET",
    path: `${RELEASES}/tags/{tag}`,
    needs: READ,
    // A draft is never found by its tag.
    handle: (call) =>
      show(
        call,
        [...repositoryOfCall(call).releases.values()].find(
          (release) => !release.draft && release.tagName === param(call, "tag"),
        ),
      ),
  },
  { method: "GET", path: RELEASE, needs: READ, handle: (call) => show(call, releaseOf(call)) },
  {
    method: "PATCH",
    path: RELEASE,
    needs: WRITE,
    handle: (call) => {
      const release = releaseOf(call);
      editRelease(actOf(call), release, bodyOf<ReleaseInput>(call));
      return show(call, release);
    },
  },
  {
    method: "DELETE",
    path: RELEASE,
    needs: WRITE,
    handle: (call) => {
      deleteRelease(actOf(call), releaseOf(call));
      return noContent();
    },
  },
];

function show(call: Call, release: Release | undefined): Reply {
  if (release === undefined) throw notFound();
  return ok(releaseJson(call.world, repositoryOfCall(call), release));
}

function releaseOf(call: Call): Release {
  const release = repositoryOfCall(call).releases.get(numberParam(call, "release_id"));
  if (release === undefined || (release.draft && !seesDrafts(call))) throw notFound();
  return release;
}

function seesDrafts(call: Call): boolean {
  const { caller } = call;
  const repository = repositoryOfCall(call);
  if (caller.kind === "installation") return covers(caller, repository) && grants(caller, "contents:write");
  return caller.kind === "user" && roleIncludes(roleOf(repository, caller.account), "write");
}
