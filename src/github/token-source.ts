/** Where a connection gets its token from. */
export interface TokenSource {
  /** A token that should be accepted now. Rejects with the engine's errors; nothing of the request was sent then. */
  get(): Promise<string>;
  /** GitHub did not accept the last one. True where `get` may give another. */
  drop(): boolean;
}

/** A token that was given and cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { get: () => Promise.resolve(token), drop: () => false };
}
