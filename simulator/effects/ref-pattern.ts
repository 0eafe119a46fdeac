/** Whether a full ref is meant by a ruleset's conditions: fnmatch with paths, `~ALL`, `~DEFAULT_BRANCH`. */
export function matchesRef(
  ref: string,
  conditions: { include: readonly string[]; exclude: readonly string[]; defaultBranch: string },
): boolean {
  const meant = (pattern: string): boolean => {
    if (pattern === "~ALL") return true;
    if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${conditions.defaultBranch}`;
    return toExpression(pattern).test(ref);
  };
  return conditions.include.some(meant) && !conditions.exclude.some(meant);
}

// `*` stays within one part of the path, `**/` crosses parts.
function toExpression(pattern: string): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (pattern.startsWith("**/", at)) {
      source += "(?:[^/]+/)*";
      at += 2;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "[" || char === "]") source += char;
    else source += char.replace(/[.+^${}()|\\]/g, "\\$&");
  }
  return new RegExp(`^${source}$`);
}
