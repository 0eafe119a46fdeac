import { isoTime } from "../state/clock.ts";
import { authorAssociation } from "../state/roles.ts";
import type { Issue, IssueComment, IssueEvent, Label, Milestone, Reaction } from "../state/issue.ts";
import { fullName, type Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { accountJson, appJson } from "./account-json.ts";
import type { Json } from "./json.ts";

/** GitHub's `issue`; a pull request has `pull_request`. */
export function issueJson(world: World, issue: Issue): Json {
  const repository = repositoryOf(world, issue);
  const url = `${world.url}/repos/${fullName(repository)}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    url,
    repository_url: `${world.url}/repos/${fullName(repository)}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issueUrl(world, issue),
    title: issue.title,
    body: issue.body === "" ? null : spoken(world, issue.body),
    user: accountJson(world, issue.author),
    labels: issue.labels.map((label) => labelJson(world, repository, label)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: issue.locked,
    active_lock_reason: null,
    assignee: issue.assignees[0] === undefined ? null : accountJson(world, issue.assignees[0]),
    assignees: issue.assignees.map((account) => accountJson(world, account)),
    milestone: issue.milestone === null ? null : milestoneJson(world, repository, issue.milestone),
    comments: commentsOf(repository, issue).length,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : isoTime(issue.closedAt),
    closed_by: issue.closedBy === null ? null : accountJson(world, issue.closedBy),
    author_association: authorAssociation(world, repository, issue.author),
    performed_via_github_app: issue.app === undefined ? null : appJson(world, issue.app),
    reactions: rollup([], `${url}/reactions`),
    ...(issue.pull === null ? links(world, issue) : pullLink(world, issue)),
  };
}

/** The page of an issue or pull request. */
export function issueUrl(world: World, issue: Issue): string {
  const kind = issue.pull === null ? "issues" : "pull";
  return `${world.htmlUrl}/${fullName(repositoryOf(world, issue))}/${kind}/${issue.number}`;
}

/** The comments of an issue, oldest first. */
export function commentsOf(repository: Repository, issue: Issue): IssueComment[] {
  return [...repository.comments.values()].filter((comment) => comment.issue === issue);
}

export function repositoryOf(world: World, issue: Issue): Repository {
  const repository = world.repositories.get(issue.repositoryId);
  if (repository === undefined) throw new Error(`Issue ${issue.id} belongs to no repository`);
  return repository;
}

/** Words as they come back: with CRLF when the simulator lies so. */
export function spoken(world: World, text: string): string {
  return world.lies.crlf ? text.replace(/\r?\n/g, "\r\n") : text;
}

function links(world: World, issue: Issue): Json {
  const completed = issue.subIssues.filter((child) => child.state === "closed").length;
  const total = issue.subIssues.length;
  return {
    type: null,
    sub_issues_summary: {
      total,
      completed,
      percent_completed: total === 0 ? 0 : Math.floor((completed / total) * 100),
    },
    issue_dependencies_summary: {
      blocked_by: issue.blockedBy.filter((other) => other.state === "open").length,
      total_blocked_by: issue.blockedBy.length,
      blocking: issue.blocking.filter((other) => other.state === "open").length,
      total_blocking: issue.blocking.length,
    },
    ...(issue.parent === null ? {} : { parent_issue_url: apiUrl(world, issue.parent) }),
  };
}

function apiUrl(world: World, issue: Issue): string {
  return `${world.url}/repos/${fullName(repositoryOf(world, issue))}/issues/${issue.number}`;
}

function pullLink(world: World, issue: Issue): Json {
  const html = issueUrl(world, issue);
  const merged = issue.pull?.mergedAt ?? null;
  return {
    draft: issue.pull?.draft ?? false,
    pull_request: {
      url: `${world.url}/repos/${fullName(repositoryOf(world, issue))}/pulls/${issue.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: merged === null ? null : isoTime(merged),
    },
  };
}

/** GitHub's `issue-comment`. */
export function commentJson(world: World, comment: IssueComment): Json {
  const repository = repositoryOf(world, comment.issue);
  const url = `${world.url}/repos/${fullName(repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    html_url: `${issueUrl(world, comment.issue)}#issuecomment-${comment.id}`,
    issue_url: apiUrl(world, comment.issue),
    user: accountJson(world, comment.author),
    body: spoken(world, comment.body),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    author_association: authorAssociation(world, repository, comment.author),
    performed_via_github_app: comment.app === undefined ? null : appJson(world, comment.app),
    reactions: rollup(comment.reactions, `${url}/reactions`),
  };
}

const CONTENTS = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"] as const;

function rollup(reactions: readonly Reaction[], url: string): Json {
  const counts = CONTENTS.map((content) => [
    content,
    reactions.filter((one) => one.content === content).length,
  ]);
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}

export function reactionJson(world: World, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: accountJson(world, reaction.account),
    content: reaction.content,
    created_at: isoTime(reaction.createdAt),
  };
}

export function labelJson(world: World, repository: Repository, label: Label): Json {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${world.url}/repos/${fullName(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  };
}

export function milestoneJson(world: World, repository: Repository, milestone: Milestone): Json {
  const issues = [...repository.issues.values()].filter((issue) => issue.milestone === milestone);
  const url = `${world.url}/repos/${fullName(repository)}/milestones/${milestone.number}`;
  return {
    url,
    html_url: `${world.htmlUrl}/${fullName(repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: milestone.nodeId,
    number: milestone.number,
    state: milestone.state,
    title: milestone.title,
    description: milestone.description,
    creator: accountJson(world, milestone.creator),
    open_issues: issues.filter((issue) => issue.state === "open").length,
    closed_issues: issues.filter((issue) => issue.state === "closed").length,
    created_at: isoTime(milestone.createdAt),
    updated_at: isoTime(milestone.updatedAt),
    closed_at: milestone.closedAt === null ? null : isoTime(milestone.closedAt),
    due_on: milestone.dueOn === null ? null : isoTime(milestone.dueOn),
  };
}

/** GitHub's `issue-event`. */
export function issueEventJson(world: World, repository: Repository, event: IssueEvent): Json {
  return {
    id: event.id,
    node_id: event.nodeId,
    url: `${world.url}/repos/${fullName(repository)}/issues/events/${event.id}`,
    actor: accountJson(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: isoTime(event.createdAt),
    performed_via_github_app: event.app === undefined ? null : appJson(world, event.app),
    ...event.extra,
  };
}
