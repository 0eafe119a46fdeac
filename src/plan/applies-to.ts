import { parseVersion } from "../model/version.ts";
import type { Version } from "../model/version.ts";

/** `RC1 only:`, `**non-PATCH:**`, `FINAL only:`, `(MAJOR only)`: what a box says at its beginning of the releases it is for. */
const condition =
  /^[*_([]*(?<not>non-?)?(?<kind>RC ?(?<number>\d+)?|FINAL|PATCH|MINOR|MAJOR|PRE-?RELEASE)s?(?:[ -]releases?)?(?<only> only)?[*_)\]]*[:：]/i;

/** Whether a box of a checklist is asked of a version. One that names no kind of release is asked of every one. */
export function appliesTo(text: string, version: string): boolean {
  const found = condition.exec(text.trim())?.groups;
  const parsed = parseVersion(version);
  if (found === undefined || parsed === undefined) return true;
  const is = isOfKind((found["kind"] ?? "").toUpperCase().replace(/[^A-Z]/g, ""), found["number"], parsed);
  return found["not"] === undefined ? is : !is;
}

function isOfKind(kind: string, number: string | undefined, version: Version): boolean {
  const { major, minor, patch, prerelease } = version;
  const isFinal = prerelease.length === 0;
  switch (kind) {
    case "RC":
      return isCandidate(prerelease, number);
    case "PRERELEASE":
      return !isFinal;
    case "FINAL":
      return isFinal;
    case "PATCH":
      return patch > 0;
    case "MINOR":
      return patch === 0 && minor > 0;
    case "MAJOR":
      return patch === 0 && minor === 0 && major > 0;
    default:
      return true;
  }
}

/** `rc1`, `rc.1` and `RC-1` are one. */
function isCandidate(prerelease: readonly string[], number: string | undefined): boolean {
  const words = prerelease.join(".").toLowerCase();
  const found = /^rc[.-]?(\d*)$/.exec(words);
  return found !== null && (number === undefined || found[1] === number);
}
