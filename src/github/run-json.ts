/** The fields of workflow runs and their artifacts that plangate reads, as GitHub's OpenAPI description has them. */

export interface RunJson {
  readonly id: number;
  readonly html_url: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly conclusion: string | null;
  readonly repository: { readonly id: number };
  /** Null where it was deleted. */
  readonly head_repository: { readonly id: number } | null;
}

export interface ArtifactJson {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly expired: boolean;
}
