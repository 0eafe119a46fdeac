import { isListed } from "../routes/find.ts";
import type { Issue } from "../state/issue.ts";
import { fullName, type Repository } from "../state/repository.ts";
import { roleOf } from "../state/roles.ts";
import { accountNode } from "./account-node.ts";
import { connection, type ConnectionArguments } from "./connection.ts";
import { expressionNode, objectNode, refNode } from "./git-node.ts";
import { unresolved } from "./graphql-refusal.ts";
import { issueNode, labelNode, milestoneNode } from "./issue-node.ts";
import type { Viewer } from "./viewer.ts";

interface IssueListArguments extends ConnectionArguments {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
  readonly filterBy?: { readonly since?: string | null; readonly createdBy?: string | null } | null;
}

/** A Repository. */
export function repositoryNode(viewer: Viewer, repository: Repository): Record<string, unknown> {
  const { world } = viewer;
  return {
    __typename: "Repository",
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: () => accountNode(world, repository.owner),
    url: `${world.htmlUrl}/${fullName(repository)}`,
    visibility: repository.visibility.toUpperCase(),
    isPrivate: repository.visibility !== "public",
    isArchived: repository.archived,
    isFork: repository.forkOf !== undefined,
    collaborators: (given: ConnectionArguments) => collaborators(viewer, repository, given),
    defaultBranchRef: () => refNode(viewer, repository, `refs/heads/${repository.defaultBranch}`),
    ref: (given: { qualifiedName: string }) => findRef(viewer, repository, given.qualifiedName),
    refs: (given: ConnectionArguments & { refPrefix: string; query?: string | null }) =>
      refs(viewer, repository, given),
    object: (given: { oid?: string | null; expression?: string | null }) =>
      given.oid === null || given.oid === undefined
        ? expressionNode(viewer, repository, given.expression ?? "")
        : objectNode(viewer, repository, given.oid),
    issue: (given: { number: number }) => issueNode(viewer, find(repository, given.number, false)),
    pullRequest: (given: { number: number }) => issueNode(viewer, find(repository, given.number, true)),
    issueOrPullRequest: (given: { number: number }) =>
      issueNode(viewer, find(repository, given.number, undefined)),
    issues: (given: IssueListArguments) => issues(viewer, repository, { ...given, pulls: false }),
    pullRequests: (given: IssueListArguments) => issues(viewer, repository, { ...given, pulls: true }),
    label: (given: { name: string }) => {
      const label = repository.labels.get(given.name.toLowerCase());
      return label === undefined ? null : labelNode(viewer, repository, label);
    },
    labels: (given: ConnectionArguments) =>
      connection("labels", [...repository.labels.values()], {
        ...given,
        show: (label) => labelNode(viewer, repository, label),
      }),
    milestone: (given: { number: number }) => {
      const milestone = repository.milestones.get(given.number);
      return milestone === undefined ? null : milestoneNode(viewer, repository, milestone);
    },
    milestones: (given: ConnectionArguments & { states?: readonly string[] | null }) =>
      connection(
        "milestones",
        [...repository.milestones.values()].filter(
          (one) => given.states?.includes(one.state.toUpperCase()) ?? true,
        ),
        { ...given, show: (milestone) => milestoneNode(viewer, repository, milestone) },
      ),
  };
}

/** Everybody with a role of their own. Edges say the role, as GitHub's. */
function collaborators(viewer: Viewer, repository: Repository, given: ConnectionArguments): unknown {
  const { world } = viewer;
  const logins = new Set([
    ...repository.collaborators.keys(),
    ...(repository.owner.kind === "User" ? [repository.owner.login] : repository.owner.owners),
  ]);
  const people = [...logins]
    .flatMap((login) => world.account(login) ?? [])
    .filter((account) => roleOf(repository, account) !== "none");
  const page = connection("collaborators", people, {
    ...given,
    show: (account) => accountNode(world, account),
  }) as { edges: { cursor: string; node: () => unknown }[] };
  const edges = page.edges.map((edge, index) => {
    const account = people[index];
    return {
      ...edge,
      permission: account === undefined ? "READ" : roleOf(repository, account).toUpperCase(),
    };
  });
  return { ...page, edges };
}

function findRef(viewer: Viewer, repository: Repository, name: string): unknown {
  const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
  const found = candidates.find((candidate) => repository.refs.has(candidate));
  return found === undefined ? null : refNode(viewer, repository, found);
}

function refs(
  viewer: Viewer,
  repository: Repository,
  given: ConnectionArguments & { refPrefix: string; query?: string | null },
): unknown {
  const names = [...repository.refs.keys()]
    .filter((name) => name.startsWith(given.refPrefix) && name.includes(given.query ?? ""))
    .sort();
  return connection("refs", names, { ...given, show: (name) => refNode(viewer, repository, name) });
}

function find(repository: Repository, number: number, wantsPull: boolean | undefined): Issue {
  const issue = repository.issues.get(number);
  const fits = issue !== undefined && (wantsPull === undefined || wantsPull === (issue.pull !== null));
  if (issue !== undefined && fits) return issue;
  const kind = wantsPull === undefined ? "issue or pull request" : wantsPull ? "PullRequest" : "Issue";
  throw unresolved(`an ${kind} with the number of ${number}.`);
}

// Oldest first unless ordered otherwise.
function issues(
  viewer: Viewer,
  repository: Repository,
  given: IssueListArguments & { pulls: boolean },
): unknown {
  const { world } = viewer;
  const found = [...repository.issues.values()].filter((issue) => {
    if ((issue.pull !== null) !== given.pulls || !isListed(world, issue.createdAt)) return false;
    const state = issue.pull?.mergedAt ? "MERGED" : issue.state.toUpperCase();
    if (given.states !== null && given.states !== undefined && !given.states.includes(state)) return false;
    if (given.baseRefName && issue.pull?.baseRef !== given.baseRefName) return false;
    if (given.filterBy?.since && issue.updatedAt < new Date(given.filterBy.since)) return false;
    const login = issue.author.login.replace(/\[bot\]$/, "");
    if (given.filterBy?.createdBy && given.filterBy.createdBy !== login) return false;
    return given.labels?.some((name) => issue.labels.some((label) => label.name === name)) ?? true;
  });
  const by = given.orderBy?.field === "UPDATED_AT" ? "updatedAt" : "createdAt";
  const up = found.toSorted((a, b) => a[by].getTime() - b[by].getTime() || a.number - b.number);
  const ordered = given.orderBy?.direction === "DESC" ? up.toReversed() : up;
  const name = given.pulls ? "pullRequests" : "issues";
  return connection(name, ordered, { ...given, show: (issue) => issueNode(viewer, issue) });
}
