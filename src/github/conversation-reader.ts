import { TerminalError } from "../engine/errors.ts";
import type { ConversationFacts, GitHubReader } from "../engine/github.ts";
import type { CommitSha, IssueNumber, RepositoryName } from "../model/repository.ts";
import { commentPage, type CommentPage, readComments } from "./comment-reader.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Pages of pull requests. A repository with more is refused, never cut. */
const pagesMax = 100;

/** Pull requests with their comments, many in one request: most have few comments or none. */
const document = `query Conversations($owner: String!, $name: String!, $base: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 30, after: $after, states: OPEN, baseRefName: $base) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        title
        body
        headRefOid
        comments(first: 100) { ...page }
      }
    }
  }
}
${commentPage}`;

interface Answer {
  readonly repository: { readonly pullRequests: PullRequestPage } | null;
}

interface PullRequestPage {
  readonly pageInfo: CommentPage["pageInfo"];
  readonly nodes: readonly (PullRequestNode | null)[];
}

interface PullRequestNode {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly headRefOid: string;
  readonly comments: CommentPage;
}

/** Reads what is said on open pull requests. */
export function conversationReader(wire: Wire): Pick<GitHubReader, "conversations"> {
  return {
    async conversations(repository, base) {
      const found: ConversationFacts[] = [];
      let after: string | null = null;
      for (let page = 1; page <= pagesMax; page += 1) {
        const { nodes, pageInfo } = await readPage(wire, { repository, base }, after);
        for (const node of nodes) {
          if (node === null || node.comments.nodes.length === 0) continue;
          const pullRequest = { repository, number: node.number as IssueNumber };
          const comments = await readComments(wire, pullRequest, node.comments);
          const { title, body } = node;
          found.push({ pullRequest, title, body, head: node.headRefOid as CommitSha, comments });
        }
        if (!pageInfo.hasNextPage) return found;
        after = pageInfo.endCursor;
      }
      throw new TerminalError(`Cannot ${doingOf(repository)}: there are too many`);
    },
  };
}

async function readPage(
  wire: Wire,
  of: { readonly repository: RepositoryName; readonly base: string },
  after: string | null,
): Promise<PullRequestPage> {
  const { owner, repo } = pathOf(of.repository);
  const variables = { owner, name: repo, base: of.base, after };
  const answer = await wire.query<Answer>({ doing: doingOf(of.repository), document, variables });
  if (answer.repository === null) {
    throw new TerminalError(`Cannot ${doingOf(of.repository)}: there is no such repository`, { status: 404 });
  }
  return answer.repository.pullRequests;
}

function doingOf(repository: RepositoryName): string {
  return `read what is said on the open pull requests of ${repository}`;
}
