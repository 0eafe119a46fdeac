import type { Operation } from "../model/operation.ts";
import type { IssueRef } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import { releaseCheckName } from "./tags.ts";

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
    case "commit-plan":
      return commit;
    case "link-sub-issue":
      return placeOf(operation.child);
    case "remove-dependency":
      return blockersOf(operation.blocked);
    case "post-check":
      return checkNamed(operation.name);
    case "propose-plan":
    case "close-proposal":
    case "update-issue":
    case "add-dependency":
    case "react":
    case "publish-release":
    case "withdraw-release":
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
        ...checkOfIncident(operation.subject),
      ];
    case "update-issue":
      return [
        // What both sides agreed on is written down only once the plan says it.
        ...(operation.standsOnCommit === true ? [commit] : []),
        ...(operation.labels ?? []).map((label) => `label "${label}" of ${operation.issue.repository}`),
        ...milestoneOf(operation.issue.repository, operation.milestone),
        // Its marker says what was asked for: what is not known to be done must be asked for again.
        placeOf(operation.subject),
        blockersOf(operation.issue),
      ];
    case "link-sub-issue":
      return [issueOf(operation.parent), issueOf(operation.child)];
    case "add-dependency":
      return [issueOf(operation.blocked), issueOf(operation.blocker)];
    case "close-proposal":
      // Where the branch is asked again and refuses again, what waits in the pull request is not written yet.
      return operation.because === "committed" ? [commit] : [];
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
    case "propose-plan":
    case "comment":
    case "post-check":
    case "draft-release":
    case "withdraw-release":
      return [];
  }
}

const commit = "commit of the plan";

/** True where what stands on an operation goes on though GitHub refused it: what cannot be is not waited for. */
export function isDispensable({ kind }: Operation): boolean {
  return kind === "link-sub-issue" || kind === "remove-dependency" || kind === "post-check";
}

function issueOf(subject: string): string {
  return `issue of "${subject}"`;
}

/** Once its issue is there an incident counts as reported: its check comes first. */
function checkOfIncident(subject: Subject): readonly string[] {
  const incident = /^incident:(.+)$/.exec(subject);
  return incident === null ? [] : [checkNamed(releaseCheckName(incident[1] ?? ""))];
}

function checkNamed(name: string): string {
  return `check "${name}"`;
}

function placeOf(subject: string): string {
  return `place of "${subject}"`;
}

function blockersOf({ repository, number }: IssueRef): string {
  return `blockers of ${repository}#${number}`;
}

function milestoneOf(repository: string, title: string | undefined): readonly string[] {
  return title === undefined ? [] : [`milestone "${title}" of ${repository}`];
}
