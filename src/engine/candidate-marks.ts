import type { OwnCheckFacts } from "./github.ts";

/** Begins the external id of what a release says on the commit that it is made of. */
export const madeMark = "release:";

/** Begins the external id of what is said on a commit that was a release's candidate, and is the head no more. */
export const setBackMark = "set-back:";

/** A release is made within seconds; after so long GitHub's lag is over too, and its tag is there or is not to come. */
const releaseMs = 10 * 60_000;

/** True while a release may still be making its tag of the commit that carries this check. */
export function isOfRelease(
  check: Pick<OwnCheckFacts, "conclusion" | "externalId" | "startedAt">,
  now: Date,
): boolean {
  const { conclusion, externalId, startedAt } = check;
  if (conclusion !== "success" || !externalId.startsWith(madeMark) || startedAt === undefined) return false;
  return now.getTime() - Date.parse(startedAt) < releaseMs;
}

/** True for the check of a commit that succeeded before it was set back. */
export function isSetBack(externalId: string): boolean {
  return externalId.startsWith(setBackMark);
}
