import { commentsOf, issueUrl, repositoryOf } from "../represent/issue-json.ts";
import { pullOf } from "../represent/pull-json.ts";
import { isListed } from "../routes/find.ts";
import { isoTime } from "../state/clock.ts";
import type { Issue, IssueComment, Label, Milestone } from "../state/issue.ts";
import type { Repository } from "../state/repository.ts";
import { accountNode } from "./account-node.ts";
import { connection, type ConnectionArguments } from "./connection.ts";
import type { Viewer } from "./viewer.ts";
import { wordsFields } from "./words-node.ts";

/** An Issue, or the PullRequest that it is. */
export function issueNode(viewer: Viewer, issue: Issue): Record<string, unknown> {
  const { world } = viewer;
  const repository = repositoryOf(world, issue);
  const url = issueUrl(world, issue);
  const comments = commentsOf(repository, issue).filter((comment) => isListed(world, comment.createdAt));
  const shared = {
    ...wordsFields(viewer, repository, issue),
    id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    url,
    resourcePath: url.slice(world.htmlUrl.length),
    closed: issue.state === "closed",
    closedAt: issue.closedAt === null ? null : isoTime(issue.closedAt),
    locked: issue.locked,
    repository: () => viewer.repositoryNode(repository),
    milestone: () => (issue.milestone === null ? null : milestoneNode(viewer, repository, issue.milestone)),
    labels: (given: ConnectionArguments) =>
      connection("labels", issue.labels, { ...given, show: (label) => labelNode(viewer, repository, label) }),
    assignees: (given: ConnectionArguments) =>
      connection("assignees", issue.assignees, { ...given, show: (account) => accountNode(world, account) }),
    comments: (given: ConnectionArguments) =>
      connection("comments", comments, { ...given, show: (comment) => commentNode(viewer, comment) }),
  };
  return issue.pull === null
    ? { ...shared, ...issueFields(viewer, issue) }
    : { ...shared, ...pullFields(issue) };
}

function issueFields(viewer: Viewer, issue: Issue): Record<string, unknown> {
  const list = (name: string, issues: readonly Issue[]) => (given: ConnectionArguments) =>
    connection(name, issues, { ...given, show: (other) => issueNode(viewer, other) });
  const open = (issues: readonly Issue[]): number => issues.filter((other) => other.state === "open").length;
  const total = issue.subIssues.length;
  const completed = total - open(issue.subIssues);
  return {
    __typename: "Issue",
    databaseId: shortId(issue.id),
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    // "Duplicate" is told only to those who ask for it.
    stateReason: (given: { enableDuplicate?: boolean }) => {
      if (issue.stateReason === "duplicate" && given.enableDuplicate !== true) return "NOT_PLANNED";
      return issue.stateReason?.toUpperCase() ?? null;
    },
    parent: () => (issue.parent === null ? null : issueNode(viewer, issue.parent)),
    subIssues: list("subIssues", issue.subIssues),
    subIssuesSummary: {
      total,
      completed,
      percentCompleted: total === 0 ? 0 : Math.floor((completed / total) * 100),
    },
    timelineItems: (given: TimelineArguments) => timelineItems(viewer, issue, given),
    blockedBy: list("blockedBy", issue.blockedBy),
    blocking: list("blocking", issue.blocking),
    issueDependenciesSummary: {
      blockedBy: open(issue.blockedBy),
      totalBlockedBy: issue.blockedBy.length,
      blocking: open(issue.blocking),
      totalBlocking: issue.blocking.length,
    },
  };
}

interface TimelineArguments extends ConnectionArguments {
  readonly itemTypes?: readonly string[] | null;
}

/** Conversions to a discussion alone: other kinds are not simulated. */
function timelineItems(
  { world }: Viewer,
  { events }: Issue,
  { itemTypes, ...given }: TimelineArguments,
): Record<string, unknown> {
  if (itemTypes?.length !== 1 || itemTypes[0] !== "CONVERTED_TO_DISCUSSION_EVENT")
    throw new Error(`The timeline of ${itemTypes?.join(", ") ?? "all kinds"} is not simulated`);
  const converted = events.filter(({ event }) => event === "converted_to_discussion");
  const shown = connection("timelineItems", converted, {
    ...given,
    show: (event) => ({
      __typename: "ConvertedToDiscussionEvent",
      id: event.nodeId,
      createdAt: isoTime(event.createdAt),
      actor: () => accountNode(world, event.actor),
    }),
  });
  return { ...shown, filteredCount: converted.length };
}

function pullFields(issue: Issue): Record<string, unknown> {
  const pull = pullOf(issue);
  return {
    __typename: "PullRequest",
    id: pull.nodeId,
    databaseId: shortId(pull.id),
    fullDatabaseId: String(pull.id),
    state: pull.mergedAt === null ? issue.state.toUpperCase() : "MERGED",
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt === null ? null : isoTime(pull.mergedAt),
    isDraft: pull.draft,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
  };
}

// `databaseId` is a 32-bit Int; ids of today are longer, and come as `fullDatabaseId` only.
function shortId(id: number): number | null {
  return id < 2 ** 31 ? id : null;
}

export function commentNode(viewer: Viewer, comment: IssueComment): Record<string, unknown> {
  const { world } = viewer;
  const repository = repositoryOf(world, comment.issue);
  return {
    ...wordsFields(viewer, repository, comment),
    __typename: "IssueComment",
    id: comment.nodeId,
    databaseId: shortId(comment.id),
    fullDatabaseId: String(comment.id),
    url: `${issueUrl(world, comment.issue)}#issuecomment-${comment.id}`,
    issue: () => issueNode(viewer, comment.issue),
    repository: () => viewer.repositoryNode(repository),
    isMinimized: false,
    reactionGroups: reactionGroups(viewer, comment),
  };
}

/** Every kind of reaction, given or not. */
function reactionGroups(viewer: Viewer, { reactions }: IssueComment): Record<string, unknown>[] {
  return Object.entries(REACTION_CONTENTS).map(([name, content]) => {
    const given = reactions.filter((reaction) => reaction.content === content);
    return {
      __typename: "ReactionGroup",
      content: name,
      createdAt: given[0] === undefined ? null : isoTime(given[0].createdAt),
      viewerHasReacted: given.some(({ account }) => account === viewer.caller.account),
    };
  });
}

/** GraphQL's names of what REST calls otherwise. */
const REACTION_CONTENTS: Readonly<Record<string, string>> = {
  THUMBS_UP: "+1",
  THUMBS_DOWN: "-1",
  LAUGH: "laugh",
  HOORAY: "hooray",
  CONFUSED: "confused",
  HEART: "heart",
  ROCKET: "rocket",
  EYES: "eyes",
};

export function labelNode(viewer: Viewer, repository: Repository, label: Label): Record<string, unknown> {
  return {
    __typename: "Label",
    id: label.nodeId,
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: false,
    repository: () => viewer.repositoryNode(repository),
  };
}

export function milestoneNode(
  viewer: Viewer,
  repository: Repository,
  milestone: Milestone,
): Record<string, unknown> {
  return {
    __typename: "Milestone",
    id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    state: milestone.state.toUpperCase(),
    closed: milestone.state === "closed",
    dueOn: milestone.dueOn === null ? null : isoTime(milestone.dueOn),
    createdAt: isoTime(milestone.createdAt),
    updatedAt: isoTime(milestone.updatedAt),
    repository: () => viewer.repositoryNode(repository),
  };
}
