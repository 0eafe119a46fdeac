/** GitHub's own limit of an issue's title, in characters. */
const charactersMax = 256;

/** Control, bidirectional and zero-width characters, which could make a title read as something else. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Words of a plan as an issue's title: one line, nothing unseen, at most 256 characters, never empty. */
export function plainTitle(words: string): string {
  // Most titles are plain already, and each is looked at several times.
  if (words.length <= charactersMax && /^[!-~]+(?: [!-~]+)*$/.test(words)) return words;
  const plain = words.toWellFormed().replace(/\s+/g, " ").replace(unseen, "").replace(/ {2,}/g, " ").trim();
  if (plain === "") return "(no words)";
  if (plain.length <= charactersMax) return plain;
  const cut = plain.slice(0, charactersMax - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut.trimEnd()}…`;
}

/** True where GitHub would show the same title: it trims, and people's spaces are no change of words. */
export function isSameTitle(left: string, right: string): boolean {
  return left === right || plainTitle(left) === plainTitle(right);
}
