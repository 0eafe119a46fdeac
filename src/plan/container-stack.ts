import type { LineCursor } from "./line-cursor.ts";
import { isBlank, peekIndent, takeIndent, takeMarker } from "./line-cursor.ts";
import { isThematicBreak } from "./leaf-block.ts";

/** A block quote, a list item or a footnote's text; the last two hold what is indented by `width` columns. */
export type Container =
  | { readonly kind: "quote" }
  | { readonly kind: "item"; readonly width: number; empty: boolean };

/** Takes the markers and indentation of those open containers that the line goes on with, and counts them. */
export function takeContinued(cursor: LineCursor, open: readonly Container[]): number {
  let count = 0;
  for (const container of open) {
    if (!continues(cursor, container)) return count;
    count += 1;
  }
  return count;
}

function continues(cursor: LineCursor, container: Container): boolean {
  switch (container.kind) {
    case "quote":
      return takeQuoteMarker(cursor);
    case "item": {
      // An item that began with a blank line ends at the next one.
      if (isBlank(cursor)) return !container.empty;
      if (peekIndent(cursor, container.width) < container.width) return false;
      takeIndent(cursor, container.width);
      container.empty = false;
      return true;
    }
  }
}

function takeQuoteMarker(cursor: LineCursor): boolean {
  const indent = peekIndent(cursor, 4);
  if (indent > 3 || isBlank(cursor)) return false;
  const { at, column } = cursor;
  takeIndent(cursor, indent);
  if (cursor.line[cursor.at] !== ">") {
    cursor.at = at;
    cursor.column = column;
    return false;
  }
  takeMarker(cursor, 1);
  takeIndent(cursor, 1);
  return true;
}

/** Takes the marker of a container that begins here. `interrupts`: a paragraph goes on before it, in this place. */
export function takeBegun(cursor: LineCursor, interrupts: boolean): Container | undefined {
  const indent = peekIndent(cursor, 4);
  if (indent > 3 || isBlank(cursor)) return undefined;
  if (takeQuoteMarker(cursor)) return { kind: "quote" };

  const words = cursor.line.slice(cursor.at).replace(/^[ \t]+/, "");
  const footnote = /^\[\^[^\s[\]]{1,999}\]:/.exec(words)?.[0];
  if (footnote !== undefined) {
    takeIndent(cursor, indent);
    takeMarker(cursor, footnote.length);
    takeIndent(cursor, cursor.line.length);
    return { kind: "item", width: 4, empty: false };
  }
  return takeItemMarker(cursor, indent, { words, interrupts });
}

/** Nobody draws a rule of so many marks; a reader that sees lists in it nests that deep. */
const ruleMarksMax = 256;

function isRule(words: string): boolean {
  return isThematicBreak(words) && words.replaceAll(/[ \t]/g, "").length <= ruleMarksMax;
}

function takeItemMarker(
  cursor: LineCursor,
  indent: number,
  { words, interrupts }: { readonly words: string; readonly interrupts: boolean },
): Container | undefined {
  const marker = /^(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/.exec(words)?.[0];
  if (marker === undefined || isRule(words)) return undefined;
  const empty = /^[ \t]*$/.test(words.slice(marker.length));
  if (interrupts && (empty || (marker.length > 1 && !/^1[.)]/.test(marker)))) return undefined;

  takeIndent(cursor, indent);
  takeMarker(cursor, marker.length);
  const space = peekIndent(cursor, 5);
  // Five columns and more are one, and code that is indented by the rest.
  const own = empty || space > 4 ? 1 : space;
  takeIndent(cursor, own);
  return { kind: "item", width: indent + marker.length + own, empty };
}
