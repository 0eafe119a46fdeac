/** GitHub takes 65,535 bytes of a check's summary and of its text; the rest is room for the word about the cut. */
const checkBytesMax = 65_000;

const notice = "_Cut here: GitHub shows no more of it. `plangate gates` shows all._";

/**
 * Markdown cut at the end of a line where it is too long, by default for a check run, with a word about it. Never inside a fence or
 * folded text: what is open there is left out whole.
 */
export function cutMarkdown(markdown: string, bytesMax = checkBytesMax): string {
  if (bytesOf(markdown) <= bytesMax) return markdown;
  const lines = markdown.split("\n");
  let bytes = bytesOf(notice) + 2;
  let open: string | undefined;
  let folds = 0;
  let whole = 0;
  for (const [index, line] of lines.entries()) {
    bytes += bytesOf(line) + 1;
    if (bytes > bytesMax) break;
    const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (open === undefined) {
      open = fence;
      folds += line.split("<details").length - line.split("</details").length;
    } else if (fence?.startsWith(open) === true) open = undefined;
    if (open === undefined && folds <= 0) whole = index + 1;
  }
  return [...lines.slice(0, whole), "", notice].join("\n");
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
