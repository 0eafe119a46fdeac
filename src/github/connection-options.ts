/** How connections behave; every field has a default that suits GitHub. */
export interface ConnectionOptions {
  /** Root of the REST API, without a slash at the end. Default: `https://api.github.com`. */
  readonly apiUrl?: string;
  /** Rest between two writes. Default: 1,000, GitHub's least. */
  readonly writeSpacingMs?: number;
  /** After so long an answer counts as lost, and a write, waiting included, is over. Default: 30,000. */
  readonly timeoutMs?: number;
  /** First wait before a read is sent again, doubled each time. Default: 200. */
  readonly retryBaseMs?: number;
  readonly clock?: () => Date;
}
