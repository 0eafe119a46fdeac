import { isoTime } from "../state/clock.ts";
import type { Release } from "../state/release.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson } from "./account-json.ts";
import type { Json } from "./json.ts";

/** GitHub's `release`. */
export function releaseJson(world: World, repository: Repository, release: Release): Json {
  const url = `${world.url}/repos/${fullName(repository)}/releases/${release.id}`;
  const page = `${world.htmlUrl}/${fullName(repository)}/releases`;
  const archive = `${world.url}/repos/${fullName(repository)}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: release.draft ? `${page}/tag/untagged-${release.id}` : `${page}/tag/${release.tagName}`,
    id: release.id,
    author: accountJson(world, release.author),
    node_id: release.nodeId,
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: isoTime(release.createdAt),
    updated_at: isoTime(release.updatedAt),
    published_at: release.publishedAt === null ? null : isoTime(release.publishedAt),
    assets: [],
    tarball_url: release.draft ? null : `${archive}/tarball/${release.tagName}`,
    zipball_url: release.draft ? null : `${archive}/zipball/${release.tagName}`,
    body: release.body,
  };
}
