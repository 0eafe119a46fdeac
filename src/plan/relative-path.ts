/** Wildcards of one glob at most: each `**` multiplies the paths that must be compared. */
const starsMax = 8;
const deepStarsMax = 2;

/**
 * Why a text is no path within a repository, or undefined where it is one: relative, with `/`, composed (NFC), without
 * `.` and `..`. A glob may have `*`, `**` and `?`, a few of each; other signs that globs know are refused.
 */
export function flawOfPath(path: string, glob: boolean): string | undefined {
  if (path === "") return "it is empty";
  if (path.includes("\\")) return 'it has a "\\": write "/" between folders';
  if (/^[A-Za-z]:/.test(path)) return "it begins with a drive: write it relative to the repository";
  if (path.startsWith("/") || path.startsWith("~"))
    return 'it must be relative to the repository, without a leading "/" or "~"';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path)) return "it has a control character";
  if (path !== path.normalize("NFC"))
    return "its accented letters are decomposed: write them composed (Unicode NFC)";
  const names = path.split("/");
  if (names.includes("..")) return 'it has a "..": write the path itself';
  if (names.includes(".") || names.includes("")) return 'it has a "." or an empty name between two "/"';
  return glob ? flawOfGlob(path) : flawOfPlainPath(path);
}

/** Why a text is no glob, or undefined where it is one; for names that are no paths, such as tags, as well. */
export function flawOfGlob(glob: string): string | undefined {
  const sign = /[[\]{}()|]/.exec(glob)?.[0] ?? /^[!#]/.exec(glob)?.[0];
  if (sign !== undefined) return `it has a "${sign}": a glob may have only "*", "**" and "?"`;
  if (/\*{3}/.test(glob)) return 'it has "***": a glob may have only "*", "**" and "?"';
  if ((glob.match(/[*?]+/g) ?? []).length > starsMax) return `it has more than ${starsMax} wildcards`;
  if ((glob.match(/\*\*/g) ?? []).length > deepStarsMax) return `it has "**" more than ${deepStarsMax} times`;
  return undefined;
}

function flawOfPlainPath(path: string): string | undefined {
  return /[*?]/.test(path) ? "it has a wildcard: write the path of one file" : undefined;
}
