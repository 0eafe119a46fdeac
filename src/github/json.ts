/** The fields of GitHub's JSON that plangate reads, as its OpenAPI description has them. */

export interface AccountJson {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

export interface RepositoryJson {
  readonly id: number;
  readonly node_id: string;
  readonly full_name: string;
  readonly owner: AccountJson;
  readonly private: boolean;
  readonly visibility?: string;
  readonly default_branch: string;
  readonly archived: boolean;
  readonly has_issues: boolean;
}

export interface IssueJson {
  readonly id: number;
  readonly node_id: string;
  readonly number: number;
  readonly repository_url: string;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly locked?: boolean;
  readonly labels: readonly (string | { readonly name?: string })[];
  readonly milestone: { readonly title: string } | null;
  readonly user: AccountJson | null;
  readonly closed_by?: AccountJson | null;
  readonly comments: number;
  readonly created_at: string;
  readonly performed_via_github_app?: { readonly id: number } | null;
  readonly parent_issue_url?: string | null;
  readonly issue_dependencies_summary?: { readonly total_blocked_by: number };
  readonly pull_request?: unknown;
}

export interface LabelJson {
  readonly name: string;
  readonly node_id: string;
}

export interface MilestoneJson {
  readonly number: number;
  readonly title: string;
  readonly node_id: string;
  readonly state: "open" | "closed";
}

export interface TreeJson {
  readonly truncated: boolean;
  readonly tree: readonly TreeEntryJson[];
}

export interface TreeEntryJson {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

export interface BlobJson {
  readonly content: string;
  readonly encoding: string;
}

export interface PermissionJson {
  readonly permission: string;
  readonly user: (AccountJson & { readonly permissions?: PermissionsJson }) | null;
}

interface PermissionsJson {
  readonly admin: boolean;
  readonly maintain?: boolean;
  readonly push: boolean;
  readonly triage?: boolean;
  readonly pull: boolean;
}

export interface CheckRunJson {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly external_id: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly html_url: string | null;
  readonly check_suite: { readonly id: number } | null;
  readonly app: { readonly id: number; readonly slug?: string } | null;
}

export interface CheckSuiteJson {
  readonly id: number;
  readonly status: string | null;
  readonly updated_at: string | null;
}

export interface StatusJson {
  readonly context: string;
  readonly state: string;
  readonly target_url: string | null;
  readonly creator: AccountJson | null;
}

export interface ReleaseJson {
  readonly id: number;
  readonly tag_name: string;
  readonly author?: AccountJson | null;
  readonly target_commitish: string;
  readonly published_at: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly body?: string | null;
  readonly html_url: string;
}

export interface CommitJson {
  readonly sha: string;
  readonly author: AccountJson | null;
  readonly commit: { readonly committer: { readonly date?: string } | null };
}

export interface PullRequestJson {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly merged_at: string | null;
  readonly user: AccountJson | null;
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly id: number } | null;
  };
  readonly base: { readonly ref: string; readonly repo: { readonly id: number } };
}
