/**
 * A file's name for titles and commit messages, where nothing can be escaped; a name that could mention somebody, refer
 * to an issue or close one is not repeated.
 */
export function fileWords(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  const isPlain = /^[\w. -]+$/.test(name) && !/gh-\d|(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/i.test(name);
  return isPlain ? name : "the plan";
}
