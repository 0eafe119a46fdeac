import { TerminalError } from "../engine/errors.ts";
import type { CommentFacts, GitHubReader } from "../engine/github.ts";
import type { IssueRef } from "../model/repository.ts";
import { pathOf } from "./self.ts";
import type { Wire } from "./wire.ts";

/** Comments of one issue, in hundreds. A longer conversation is refused, never cut. */
const pagesMax = 100;

/**
 * GraphQL, because only it says whether a comment was edited (REST has a time of last change, which other things move
 * too) and which reactions are our own, in one request for a hundred comments.
 */
export const commentPage = `fragment page on IssueCommentConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    fullDatabaseId
    url
    body
    createdAt
    lastEditedAt
    viewerDidAuthor
    author { kind: __typename login ... on User { databaseId } ... on Bot { databaseId } }
    reactionGroups { content viewerHasReacted }
  }
}`;

const document = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    issueOrPullRequest(number: $number) {
      ... on Issue { comments(first: 100, after: $after) { ...page } }
      ... on PullRequest { comments(first: 100, after: $after) { ...page } }
    }
  }
}
${commentPage}`;

interface Answer {
  readonly repository: {
    readonly issueOrPullRequest: { readonly comments: CommentPage } | null;
  } | null;
}

export interface CommentPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (CommentNode | null)[];
}

interface CommentNode {
  readonly fullDatabaseId: string;
  readonly url: string;
  readonly body: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly viewerDidAuthor: boolean;
  /** Null for accounts that are no more. */
  readonly author: {
    readonly kind: string;
    readonly login: string;
    readonly databaseId?: number;
  } | null;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

/** GraphQL's names of reactions, as REST and plangate name them. */
const reactionNames: Readonly<Record<string, string>> = {
  THUMBS_UP: "+1",
  THUMBS_DOWN: "-1",
  EYES: "eyes",
  ROCKET: "rocket",
  CONFUSED: "confused",
  LAUGH: "laugh",
  HEART: "heart",
  HOORAY: "hooray",
};

/** Reads the conversation of an issue or pull request, oldest first. */
export function commentReader(wire: Wire): Pick<GitHubReader, "comments"> {
  return {
    async comments(issue) {
      return readComments(wire, issue, await readPage(wire, issue, null));
    },
  };
}

/** A conversation from its first page on, to its end. */
export async function readComments(
  wire: Wire,
  issue: IssueRef,
  first: CommentPage,
): Promise<readonly CommentFacts[]> {
  const comments: CommentFacts[] = [];
  let page = first;
  for (let count = 1; count <= pagesMax; count += 1) {
    const { nodes, pageInfo } = page;
    comments.push(...nodes.filter((node) => node !== null).map(toCommentFacts));
    if (!pageInfo.hasNextPage) return comments;
    page = await readPage(wire, issue, pageInfo.endCursor);
  }
  throw new TerminalError(`Cannot ${doingOf(issue)}: there are more than ${pagesMax * 100} of them`);
}

async function readPage(wire: Wire, issue: IssueRef, after: string | null): Promise<CommentPage> {
  const { owner, repo } = pathOf(issue.repository);
  const variables = { owner, name: repo, number: issue.number, after };
  const answer = await wire.query<Answer>({ doing: doingOf(issue), document, variables });
  const found = answer.repository?.issueOrPullRequest;
  if (found === null || found === undefined) {
    throw new TerminalError(`Cannot ${doingOf(issue)}: there is no such issue`, { status: 404 });
  }
  return found.comments;
}

function doingOf({ repository, number }: IssueRef): string {
  return `read the comments of ${repository}#${number}`;
}

function toCommentFacts(node: CommentNode): CommentFacts {
  return {
    id: Number(node.fullDatabaseId),
    url: node.url,
    body: node.body,
    author: authorOf(node),
    own: node.viewerDidAuthor,
    createdAt: node.createdAt,
    edited: node.lastEditedAt !== null,
    ownReactions: (node.reactionGroups ?? [])
      .filter((group) => group.viewerHasReacted)
      .map(({ content }) => reactionNames[content] ?? content.toLowerCase()),
  };
}

/** Only what GitHub calls a user is a person; the id 0 is nobody's. */
function authorOf({ author }: CommentNode): CommentFacts["author"] {
  if (author === null) return { id: 0, login: "ghost", kind: "bot" };
  const kind = author.kind === "User" ? "user" : "bot";
  return { id: author.databaseId ?? 0, login: author.login, kind };
}
