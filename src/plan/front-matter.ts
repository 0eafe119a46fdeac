/**
 * How many lines of YAML front matter a plan begins with, its two `---` included; 0 where it has none. A `---` is
 * front matter only where another closes it and what stands between begins with a `key:` (after comments): otherwise it is
 * a rule, and the tasks after it must not be lost.
 */
export function linesOfFrontMatter(lines: readonly string[]): number {
  if (!isFence(lines[0])) return 0;
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (end === -1) return 0;
  const first = lines.slice(1, end).find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first !== undefined && /^["']?[\w.-]+["']?[ \t]*:(?:[ \t]|$)/.test(first) ? end + 1 : 0;
}

function isFence(line: string | undefined): boolean {
  return line !== undefined && /^---[ \t]*$/.test(line);
}
