import type { Paragraph } from "mdast";

/**
 * Where a link may be inserted after a task's words: the UTF-16 offset at the end of the first line that has words,
 * before trailing spaces and a trailing `\`, or, where a link, emphasis, code span or comment runs on to the next
 * line, before that construct. What follows the place is white space or the line's end, so nothing that stands there
 * changes its meaning. Undefined where no such place exists.
 *
 * @param paragraph the first paragraph of a task item, with positions in `text`.
 */
export function safeLinkPosition(paragraph: Paragraph, text: string): number | undefined {
  const start = startOfWords(paragraph, text);
  const end = paragraph.position?.end.offset;
  if (start === undefined || end === undefined || start >= end) return undefined;

  const lineEnd = beforeSlash(text, start, endOfLine(text, start, end));
  const construct = constructAround(paragraph, lineEnd);
  const place = construct === undefined ? lineEnd : beforeSpaces(text, start, construct);
  // Glued to a construct a link would change what its delimiters mean.
  if (place <= start || place === construct) return undefined;
  const words = text.slice(start, place);
  return leavesLinkOpen(words) || isBareMarker(words) ? undefined : place;
}

/** A paragraph that begins with bold, code or a link still has its box: the parser moves only past plain text. */
function startOfWords(paragraph: Paragraph, text: string): number | undefined {
  let at = paragraph.position?.start.offset;
  if (at === undefined) return undefined;
  if (/^\[[ \t\r\nxX]\]$/.test(text.slice(at, at + 3))) at += 3;
  while (isSpace(text[at]) || isLineEnd(text[at])) at += 1;
  return at;
}

function endOfLine(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isLineEnd(text[at])) at += 1;
  return beforeSpaces(text, start, at);
}

/** Before a `\` that is no escaped one: it may be a hard break. */
function beforeSlash(text: string, start: number, end: number): number {
  let slashes = 0;
  while (end - slashes > start && text[end - slashes - 1] === "\\") slashes += 1;
  return slashes % 2 === 0 ? end : beforeSpaces(text, start, end - 1);
}

function beforeSpaces(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at -= 1;
  return at;
}

/** Where the outermost construct begins that `offset` stands inside of. */
function constructAround(paragraph: Paragraph, offset: number): number | undefined {
  let anchor: number | undefined;
  for (const child of paragraph.children) {
    const start = child.position?.start.offset ?? 0;
    const end = child.position?.end.offset ?? 0;
    if (start >= offset) break;
    if (child.type === "html") {
      if (/^<a[\s>]/i.test(child.value)) anchor ??= start;
      if (/^<\/a[\s>]/i.test(child.value)) anchor = undefined;
    }
    if (child.type !== "text" && child.type !== "break" && offset < end) return anchor ?? start;
  }
  return anchor;
}

/** In `[a](b` what is inserted would be taken for the link's title. Some that are closed after all count as well. */
function leavesLinkOpen(words: string): boolean {
  let open = 0;
  for (let at = words.length - 1; at > 0 && !isSpace(words[at]); at -= 1) {
    if (words[at] === ")") open -= 1;
    if (words[at] === "(") open += 1;
    if (words[at] === "(" && words[at - 1] === "]" && open > 0) return true;
  }
  return false;
}

/** Alone on a line below its box `1.` is a word; with a link after it, it begins a list. */
function isBareMarker(words: string): boolean {
  return /^(?:[-+*]|\d{1,9}[.)])$/.test(words);
}

function isSpace(unit: string | undefined): boolean {
  return unit === " " || unit === "\t";
}

function isLineEnd(unit: string | undefined): boolean {
  return unit === "\n" || unit === "\r";
}
