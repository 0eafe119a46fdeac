import type { ObservedIssue } from "../model/observed.ts";
import type { IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";
import type { IssueJson } from "./json.ts";
import { isOwn, type Self } from "./self.ts";

/** GitHub's issue as plangate observes it. `blockedBy` is read apart. */
export function toObservedIssue(json: IssueJson, self: Self, blockedBy: readonly IssueRef[]): ObservedIssue {
  return {
    ref: refOf(json),
    id: json.id,
    nodeId: json.node_id,
    title: json.title,
    body: json.body ?? "",
    state: json.state === "closed" ? "closed" : "open",
    stateReason: json.state_reason ?? null,
    labels: json.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
    milestone: json.milestone?.title ?? null,
    own: isOwn(self, json),
    parent: json.parent_issue_url ? refOfUrl(json.parent_issue_url) : null,
    blockedBy,
    comments: json.comments,
    createdAt: json.created_at,
    ...(json.closed_by ? { closedBy: json.closed_by.login } : {}),
  };
}

/** The name of an issue: GitHub's list of another repository's issues may hold several repositories. */
export function refOf(json: IssueJson): IssueRef {
  return { repository: repositoryOfUrl(json.repository_url), number: json.number as IssueNumber };
}

/** `…/repos/acme/tool/issues/12`, whatever the host. */
function refOfUrl(url: string): IssueRef {
  const parts = url.split("/");
  const number = Number(parts.at(-1)) as IssueNumber;
  return { repository: repositoryOfUrl(parts.slice(0, -2).join("/")), number };
}

function repositoryOfUrl(url: string): RepositoryName {
  const [owner, name] = url.split("/").slice(-2);
  return `${owner}/${name}`;
}
