import { compareVersions, parseVersion } from "../model/version.ts";

/**
 * The newest tagged final version of the same major and minor number that comes after `version`, prefix and all: a
 * release behind it would be a step back. Undefined where there is none.
 */
export function newerOnItsLine(version: string, tagged: readonly string[]): string | undefined {
  const own = parseVersion(version);
  if (own === undefined) return undefined;
  const newer = tagged
    .flatMap((name) => {
      const parsed = parseVersion(name);
      return parsed === undefined ? [] : [{ name, parsed }];
    })
    .filter(({ parsed }) => {
      const isOnLine =
        parsed.prefix === own.prefix && parsed.major === own.major && parsed.minor === own.minor;
      return isOnLine && parsed.prerelease.length === 0 && compareVersions(parsed, own) > 0;
    })
    .sort((left, right) => compareVersions(right.parsed, left.parsed));
  return newer[0]?.name;
}
