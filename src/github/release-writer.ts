import { TerminalError } from "../engine/errors.ts";
import type { GitHubWriter } from "../engine/github.ts";
import type { ReleaseJson } from "./json.ts";
import { toReleaseFacts } from "./release-reader.ts";
import { pathOf, type Self } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Makes tags and releases. Nothing here moves or deletes either. */
export function releaseWriter(
  wire: Wire,
  self: Self,
): Pick<GitHubWriter, "draftRelease" | "createTag" | "publishRelease" | "withdrawRelease"> {
  return {
    async draftRelease(repository, release) {
      const json = await wire.write<ReleaseJson>({
        doing: `draft the release ${release.tag} of ${repository}`,
        route: "POST /repos/{owner}/{repo}/releases",
        parameters: {
          ...pathOf(repository),
          tag_name: release.tag,
          target_commitish: release.commit,
          name: release.title,
          body: release.body,
          draft: true,
          prerelease: release.prerelease,
        },
      });
      return toReleaseFacts(json, self);
    },

    async createTag(repository, tag, commit) {
      const doing = `create the tag ${tag} in ${repository}`;
      try {
        await wire.write({
          doing,
          route: "POST /repos/{owner}/{repo}/git/refs",
          parameters: { ...pathOf(repository), ref: `refs/tags/${tag}`, sha: commit },
        });
      } catch (error) {
        const exists = error instanceof TerminalError && /reference already exists/i.test(error.message);
        if (!exists) throw error;
        const options = { status: 422, code: "tag-exists", cause: error };
        throw new TerminalError(`Cannot ${doing}: there is one of that name already`, options);
      }
    },

    async publishRelease(repository, releaseId) {
      await wire.write({
        doing: `publish a release of ${repository}`,
        route: "PATCH /repos/{owner}/{repo}/releases/{release_id}",
        parameters: { ...pathOf(repository), release_id: releaseId, draft: false },
      });
    },

    async withdrawRelease(repository, releaseId) {
      await wire.write({
        doing: `take a release of ${repository} back to a draft`,
        route: "PATCH /repos/{owner}/{repo}/releases/{release_id}",
        parameters: { ...pathOf(repository), release_id: releaseId, draft: true },
      });
    },
  };
}
