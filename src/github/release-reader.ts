import type { ReleaseFacts, ReleasePort } from "../engine/release-port.ts";
import type { CommitSha } from "../model/repository.ts";
import type { ReleaseJson } from "./json.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads tags and releases. */
export function releaseReader(wire: Wire, self: Self): Pick<ReleasePort, "tags" | "release"> {
  return {
    async tags(repository) {
      const tags = await wire.list<{ readonly name: string; readonly commit: { readonly sha: string } }>({
        doing: `read the tags of ${repository}`,
        route: "GET /repos/{owner}/{repo}/tags",
        parameters: pathOf(repository),
      });
      return tags.map(({ name, commit }) => ({ name, commit: commit.sha as CommitSha }));
    },

    async release(repository, tag) {
      // Drafts have no address by tag, and there may be one beside a release: the list has both.
      const releases = await wire.list<ReleaseJson>({
        doing: `read the releases of ${repository}`,
        route: "GET /repos/{owner}/{repo}/releases",
        parameters: pathOf(repository),
      });
      const named = releases
        .filter((release) => release.tag_name === tag)
        .map((release) => toReleaseFacts(release, self));
      return named.find(({ draft }) => !draft) ?? named.find(({ own }) => own) ?? named[0];
    },
  };
}

/** GitHub's release as the engine sees it. */
export function toReleaseFacts(json: ReleaseJson, self: Self): ReleaseFacts {
  const by = json.author?.login ?? "";
  return {
    id: json.id,
    tag: json.tag_name,
    draft: json.draft,
    prerelease: json.prerelease,
    // Releases do not say which App made them; a bot's login is its App's alone.
    own: by.toLowerCase() === self.login.toLowerCase(),
    by,
    target: json.target_commitish,
    publishedAt: json.published_at,
    body: json.body ?? "",
    url: json.html_url,
  };
}
