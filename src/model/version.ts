/** A version as a plan declares it or a tag names it: semantic versioning, where the patch may be left out (`v0.2`). */
export interface Version {
  readonly prefix: "v" | "";
  readonly major: number;
  readonly minor: number;
  /** 0 where it was left out: `v0.2` and `v0.2.0` are one release. */
  readonly patch: number;
  /** Identifiers after the hyphen; empty for a final version. */
  readonly prerelease: readonly string[];
  /** Build metadata after the plus; empty where there is none. */
  readonly build: string;
}

/** Fifteen digits are always exact in a number; no version needs more. */
const grammar =
  /^(v?)(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(?:\.(0|[1-9]\d{0,14}))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** The version that `text` is, whole; undefined where it is none (leading zeros, other scripts' digits, spaces …). */
export function parseVersion(text: string): Version | undefined {
  const match = grammar.exec(text);
  if (match === null || text.length > 200) return undefined;
  const prerelease = match[5]?.split(".") ?? [];
  if (prerelease.some((identifier) => /^0\d+$/.test(identifier))) return undefined;
  return {
    prefix: match[1] === "v" ? "v" : "",
    major: Number(match[2]),
    minor: Number(match[3]),
    patch: Number(match[4] ?? 0),
    prerelease,
    build: match[6] ?? "",
  };
}

/** Negative where `left` comes before `right` by the rules of semantic versioning; prefix and build do not count. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

/** The one name of the release that `text` names, patch and all: `v0.2.0` for `v0.2`. Undefined where it is no version. */
export function canonicalVersion(text: string): string | undefined {
  const version = parseVersion(text);
  if (version === undefined) return undefined;
  const prerelease = version.prerelease.length === 0 ? "" : `-${version.prerelease.join(".")}`;
  return `${finalOf(version)}${prerelease}${version.build === "" ? "" : `+${version.build}`}`;
}

/** True where a tag or a word names the release `version`: the same prefix, number, prerelease and build. */
export function isSameVersion(name: string, version: string): boolean {
  const canonical = canonicalVersion(name);
  return canonical !== undefined && canonical === canonicalVersion(version);
}

/** The name of the final version that a prerelease leads to: `v1.2.0` of `v1.2.0-rc.1`. */
export function finalOf(version: Version): string {
  return `${version.prefix}${version.major}.${version.minor}.${version.patch}`;
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (const [position, identifier] of left.entries()) {
    const other = right[position];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Numbers by size and before words; words by their ASCII codes. */
function compareIdentifiers(left: string, right: string): number {
  const leftIsNumber = /^\d+$/.test(left);
  const rightIsNumber = /^\d+$/.test(right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  // Without leading zeros the longer number is the larger one, whatever its size.
  if (leftIsNumber && left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
