import type { GitHubReader, ReleaseFacts } from "../engine/github.ts";
import type { CommitSha } from "../model/repository.ts";
import type { ReleaseJson } from "./json.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Reads tags and releases. */
export function releaseReader(wire: Wire): Pick<GitHubReader, "tags" | "release"> {
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
      const named = releases.filter((release) => release.tag_name === tag);
      const found = named.find((release) => !release.draft) ?? named[0];
      return found === undefined ? undefined : toReleaseFacts(found);
    },
  };
}

/** GitHub's release as the engine sees it. */
export function toReleaseFacts(json: ReleaseJson): ReleaseFacts {
  return {
    id: json.id,
    tag: json.tag_name,
    draft: json.draft,
    prerelease: json.prerelease,
    target: json.target_commitish,
    body: json.body ?? "",
    url: json.html_url,
  };
}
