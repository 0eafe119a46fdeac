/** Where a connection gets its token from. */
export interface TokenSource {
  /**
   * A token that should be accepted now; undefined where octokit authenticates by itself. Rejects with the engine's
   * errors, before anything of the request was sent.
   */
  get(): Promise<string | undefined>;
  /** GitHub did not accept the last one. True where `get` may give another. */
  drop(): boolean;
}

/** A token that was given and cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { get: () => Promise.resolve(token), drop: () => false };
}
