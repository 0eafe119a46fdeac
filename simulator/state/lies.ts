/** How this GitHub lies, as the real one does under load. All off to begin with. */
export interface Lies {
  /** A new issue, pull request or comment is missing from lists for so long. */
  listLagMs: number;
  /** A new issue, comment or check run is 404 when asked for, for so long. */
  replicaLagMs: number;
  /** Bodies of issues and comments come back with CRLF line ends. */
  crlf: boolean;
}

export function noLies(): Lies {
  return { listLagMs: 0, replicaLagMs: 0, crlf: false };
}
