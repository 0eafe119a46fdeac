import type { GitHubWriter } from "../engine/github.ts";
import { issuePathOf, pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Speaks on issues and pull requests. */
export function commentWriter(wire: Wire): Pick<GitHubWriter, "comment" | "react"> {
  return {
    async comment(issue, body) {
      const comment = await wire.write<{ readonly id: number; readonly html_url: string }>({
        doing: `comment on ${issue.repository}#${issue.number}`,
        route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
        parameters: { ...issuePathOf(issue), body },
      });
      return { id: comment.id, url: comment.html_url };
    },

    async react(repository, commentId, content) {
      await wire.write({
        doing: `react to a comment in ${repository}`,
        route: "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
        parameters: { ...pathOf(repository), comment_id: commentId, content },
      });
    },
  };
}
