/** `owner/name`, as GitHub shows it. May change under us: rows are keyed by `RepositoryId`. */
export type RepositoryName = `${string}/${string}`;

/** GitHub's numeric id of a repository: stays through renames and transfers. */
export type RepositoryId = number & { readonly __brand: "RepositoryId" };

export type IssueNumber = number & { readonly __brand: "IssueNumber" };

/** A commit's full SHA. */
export type CommitSha = string & { readonly __brand: "CommitSha" };

export type Visibility = "public" | "internal" | "private";

const audience: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

/** True where more people may see `repository` than `home`: words of the one are not shown in the other. */
export function isMoreVisible(
  repository: Pick<RepositoryFacts, "visibility">,
  home: Pick<RepositoryFacts, "visibility">,
): boolean {
  return audience[repository.visibility] > audience[home.visibility];
}

/** True where both belong to one account; what is another's is never spoken to. */
export function isSameOwner(left: RepositoryName, right: RepositoryName): boolean {
  return left.split("/")[0]?.toLowerCase() === right.split("/")[0]?.toLowerCase();
}

export interface RepositoryFacts {
  readonly id: RepositoryId;
  readonly nodeId: string;
  readonly name: RepositoryName;
  readonly ownerKind: "organization" | "user";
  readonly visibility: Visibility;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly hasIssues: boolean;
}

/** Names one issue (or pull request) of one repository. */
export interface IssueRef {
  readonly repository: RepositoryName;
  readonly number: IssueNumber;
}

/** `owner/repo#12`, or `#12` where `home` is its repository. */
export function describeIssue(issue: IssueRef, home?: RepositoryName): string {
  return issue.repository === home ? `#${issue.number}` : `${issue.repository}#${issue.number}`;
}
