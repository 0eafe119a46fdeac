/** A line that speaks to plangate. */
export interface CommandLine {
  /** From 1. */
  readonly line: number;
  /** Without spaces at its end. */
  readonly text: string;
}

const opening = "/plangate ";
/** Elements whose content is quoted, code, struck out, folded away or no text at all. */
const quoting =
  /<(\/?)(?:blockquote|code|del|details|h[1-6]|kbd|pre|q|s|samp|script|strike|style|sub|summary|sup|table|template|textarea|xmp)(?![\w-])/gi;
/** Markup that may run over the end of a line: code, tags, links, strikes, formulas, tables. */
const running = /[`[~$|\\]/;
/** A quote or list item: the next line may belong to it although nothing of it shows that (lazy continuation). */
const container = /^ {0,3}(?:>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$))/;
const fenceOpening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const fenceClosing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
/** Makes the line above it a heading, or the head of a table. */
const underline = /^ {0,3}(?:=+|[-:| ]*-[-:| ]*)\s*$/;

/** What the lines read so far leave open. */
interface Reading {
  fence: { readonly marks: string; readonly indent: number } | undefined;
  comment: boolean;
  /** Quoting elements. */
  depth: number;
  /** The lines since the last blank one. */
  paragraph: "blank" | "plain" | "unclear" | "html";
  /** A fence stood where it cannot be told whether it opens, closes or is text. */
  lost: boolean;
}

/**
 * The lines of a comment that begin with `/plangate ` at their first column and stand in plain text: not in a quote, a
 * list, code, a heading, a table, a link, struck-out or folded text, nor in an HTML comment. A line that GitHub might
 * show as any of these is none. Linear in the length of the body.
 */
export function commandLines(body: string): readonly CommandLine[] {
  const lines = body.split(/\r\n|\n|\r/);
  const found: CommandLine[] = [];
  const reading: Reading = { fence: undefined, comment: false, depth: 0, paragraph: "blank", lost: false };
  let before = 0;
  for (const [index, line] of lines.entries()) {
    if (reading.paragraph === "blank") before = found.length;
    if (line.startsWith(opening) && isPlain(reading)) {
      found.push({ line: index + 1, text: line.trimEnd() });
      reading.paragraph = "plain";
    } else {
      // The whole paragraph above is a heading, or the last line of it the head of a table.
      if (reading.paragraph !== "blank" && underline.test(line)) found.length = before;
      readLine(reading, line);
    }
  }
  return found;
}

function isPlain({ fence, comment, depth, paragraph, lost }: Reading): boolean {
  const clear = paragraph === "blank" || paragraph === "plain";
  return fence === undefined && !comment && depth === 0 && clear && !lost;
}

function readLine(reading: Reading, line: string): void {
  if (reading.fence !== undefined) {
    const { marks, indent } = reading.fence;
    // Less indented, it may have ended a list item, and the fence with it.
    if (line.trim() !== "" && indentOf(line) < indent) reading.lost = true;
    if (fenceClosing.exec(line)?.[1]?.startsWith(marks) === true) reading.fence = undefined;
    return;
  }
  const fence = reading.comment ? undefined : fenceOpening.exec(line)?.[1];
  if (fence !== undefined) {
    // In a block of HTML it is text.
    if (reading.paragraph === "html") reading.lost = true;
    reading.fence = { marks: fence, indent: indentOf(line) };
    reading.paragraph = "blank";
    return;
  }
  if (container.test(line) && !/^ {0,3}>/.test(line) && /```|~~~/.test(line)) reading.lost = true;
  readMarkup(reading, line);
  reading.paragraph = paragraphAfter(reading.paragraph, line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Follows HTML comments and quoting elements through a line. */
function readMarkup(reading: Reading, line: string): void {
  let at = 0;
  while (at < line.length) {
    if (reading.comment) {
      const end = line.indexOf("-->", at);
      if (end === -1) return;
      reading.comment = false;
      at = end + 3;
    } else {
      const start = line.indexOf("<!--", at);
      countElements(reading, line.slice(at, start === -1 ? undefined : start));
      if (start === -1) return;
      reading.comment = true;
      // `<!-->` is a whole comment.
      at = start + 2;
    }
  }
}

function countElements(reading: Reading, text: string): void {
  for (const [, slash] of text.matchAll(quoting)) {
    reading.depth = Math.max(0, reading.depth + (slash === "/" ? -1 : 1));
  }
}

function paragraphAfter(before: Reading["paragraph"], line: string): Reading["paragraph"] {
  if (line.trim() === "") return "blank";
  if (before === "html" || line.includes("<")) return "html";
  // Indented, it may go on with a list item.
  if (before === "unclear" || /^\s/.test(line)) return "unclear";
  if (container.test(line) || running.test(line)) return "unclear";
  if (underline.test(line)) return line.includes(":") ? "unclear" : "blank";
  return "plain";
}
