/**
 * A place in one line while its container markers are taken off. A tab reaches to the next multiple of four columns
 * and may be taken in part: then `at` stays on it.
 */
export interface LineCursor {
  readonly line: string;
  /** Offset of the line's last character that is no space or tab, plus one. */
  readonly wordsEnd: number;
  at: number;
  column: number;
}

export function cursorOf(line: string): LineCursor {
  let wordsEnd = line.length;
  while (wordsEnd > 0 && isBlankUnit(line[wordsEnd - 1])) wordsEnd -= 1;
  return { line, wordsEnd, at: 0, column: 0 };
}

/** Whether nothing but spaces and tabs is left. */
export function isBlank(cursor: LineCursor): boolean {
  return cursor.at >= cursor.wordsEnd;
}

/** Takes up to `columnsMax` columns of spaces and tabs, and says how many they were. */
export function takeIndent(cursor: LineCursor, columnsMax: number): number {
  const { next, columns } = indentAt(cursor, columnsMax);
  cursor.at = next;
  cursor.column += columns;
  return columns;
}

/** How many columns of spaces and tabs come next, counted up to `columnsMax`. */
export function peekIndent(cursor: LineCursor, columnsMax: number): number {
  return indentAt(cursor, columnsMax).columns;
}

/** Takes `length` characters that are no tabs. */
export function takeMarker(cursor: LineCursor, length: number): void {
  cursor.at += length;
  cursor.column += length;
}

function indentAt(cursor: LineCursor, columnsMax: number): { next: number; columns: number } {
  let next = cursor.at;
  let columns = 0;
  while (columns < columnsMax && isBlankUnit(cursor.line[next])) {
    const column = cursor.column + columns;
    const width = cursor.line[next] === "\t" ? 4 - (column % 4) : 1;
    if (columns + width > columnsMax) return { next, columns: columnsMax };
    columns += width;
    next += 1;
  }
  return { next, columns };
}

function isBlankUnit(unit: string | undefined): boolean {
  return unit === " " || unit === "\t";
}
