/** Why nothing is done for a plan that another plangate keeps, and what lets one of the two go. */
export function anotherPlangate(names: {
  readonly path: string;
  /** Our own name in markers. */
  readonly deployment: string;
  /** The other's. */
  readonly other: string;
  /** An issue of the other's. */
  readonly issue: string;
}): string {
  const { path, deployment, other, issue } = names;
  return `Cannot keep ${path}: another plangate ("${other}") does, as its issue ${issue} says, so this one ("${deployment}") stands back. Let one of the two go; to let this one take over, take the other off and run plangate eject`;
}
