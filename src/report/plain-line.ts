/**
 * Anybody's text as one line without hidden power: control characters (terminal escapes among them) and line breaks
 * become spaces, marks that turn the reading direction or show nothing go, and runs of spaces become one.
 */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replaceAll(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
