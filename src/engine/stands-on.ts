import type { Operation } from "../model/operation.ts";

/** What an operation makes that another may stand on, by name; undefined where nothing can. */
export function madeBy(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "create-label":
      return `label "${operation.name}" of ${operation.repository}`;
    case "create-milestone":
      return `milestone "${operation.title}" of ${operation.repository}`;
    case "create-issue":
      return issueOf(operation.subject);
    case "draft-release":
      return `draft of release ${operation.tag} of ${operation.repository}`;
    case "create-tag":
      return `tag ${operation.tag} of ${operation.repository}`;
    case "comment":
      return `comment "${operation.name}"`;
    case "update-issue":
    case "link-sub-issue":
    case "add-dependency":
    case "remove-dependency":
    case "commit-plan":
    case "react":
    case "post-check":
    case "publish-release":
      return undefined;
  }
}

/** Names of everything an operation stands on. A plan commit stands on nothing: links that are not there are left out. */
export function neededBy(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case "create-issue":
      return [
        ...operation.labels.map((label) => `label "${label}" of ${operation.repository}`),
        ...milestoneOf(operation.repository, operation.milestone),
        ...(operation.parent === undefined ? [] : [issueOf(operation.parent)]),
      ];
    case "update-issue":
      return [
        ...(operation.labels ?? []).map((label) => `label "${label}" of ${operation.issue.repository}`),
        ...milestoneOf(operation.issue.repository, operation.milestone),
      ];
    case "link-sub-issue":
      return [issueOf(operation.parent), issueOf(operation.child)];
    case "add-dependency":
      return [issueOf(operation.blocked), issueOf(operation.blocker)];
    case "react":
      // A reaction says that a comment was answered: not before the answer stands.
      return [`comment "answer ${operation.commentId}"`];
    case "create-tag":
      return [`draft of release ${operation.tag} of ${operation.repository}`];
    case "publish-release":
      return [
        `draft of release ${operation.tag} of ${operation.repository}`,
        `tag ${operation.tag} of ${operation.repository}`,
      ];
    case "create-label":
    case "create-milestone":
    case "remove-dependency":
    case "commit-plan":
    case "comment":
    case "post-check":
    case "draft-release":
      return [];
  }
}

function issueOf(subject: string): string {
  return `issue of "${subject}"`;
}

function milestoneOf(repository: string, title: string | undefined): readonly string[] {
  return title === undefined ? [] : [`milestone "${title}" of ${repository}`];
}
