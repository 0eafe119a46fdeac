/** One line of a diff: kept, taken out or put in. */
interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

const contextLines = 1;
/** Lines that differ on either side beyond which no common lines are looked for between them. */
const comparedMax = 1_500;

/** The difference between two texts as `git diff` shows it, with one line of context; empty where there is none. */
export function unifiedDiff(path: string, before: string, after: string): readonly string[] {
  const lines = compare(before.split("\n"), after.split("\n"));
  const changed = lines.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  if (changed.length === 0) return [];
  const shown = new Set(changed.flatMap((index) => around(index)));
  const written = [`--- a/${path}`, `+++ b/${path}`];
  let old = 1;
  let now = 1;
  for (const [index, { sign, text }] of lines.entries()) {
    if (shown.has(index)) {
      if (!shown.has(index - 1)) written.push(headOf(lines, shown, { index, old, now }));
      written.push(`${sign}${text.replace(/\r$/, "")}`);
    }
    if (sign !== "+") old += 1;
    if (sign !== "-") now += 1;
  }
  return written;
}

function around(index: number): number[] {
  return Array.from({ length: 2 * contextLines + 1 }, (_, offset) => index - contextLines + offset);
}

function headOf(
  lines: readonly DiffLine[],
  shown: ReadonlySet<number>,
  at: { readonly index: number; readonly old: number; readonly now: number },
): string {
  let oldCount = 0;
  let nowCount = 0;
  for (let index = at.index; shown.has(index) && index < lines.length; index += 1) {
    if (lines[index]?.sign !== "+") oldCount += 1;
    if (lines[index]?.sign !== "-") nowCount += 1;
  }
  return `@@ -${at.old},${oldCount} +${at.now},${nowCount} @@`;
}

/** Longest common subsequence between what the two do not begin and end with alike. */
function compare(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  return [
    ...signed(" ", before.slice(0, start)),
    ...compareMiddle(gone, come),
    ...signed(" ", before.slice(before.length - end)),
  ];
}

function compareMiddle(gone: readonly string[], come: readonly string[]): readonly DiffLine[] {
  if (gone.length > comparedMax || come.length > comparedMax)
    return [...signed("-", gone), ...signed("+", come)];
  const common = [...gone, ""].map(() => come.map(() => 0));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = gone.length - 1; row >= 0; row -= 1) {
    for (let column = come.length - 1; column >= 0; column -= 1) {
      const best =
        gone[row] === come[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
      const cells = common[row];
      if (cells !== undefined) cells[column] = best;
    }
  }
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < gone.length || column < come.length) {
    if (row < gone.length && column < come.length && gone[row] === come[column]) {
      lines.push(...signed(" ", gone.slice(row, row + 1)));
      row += 1;
      column += 1;
    } else if (row < gone.length && (column === come.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(...signed("-", gone.slice(row, row + 1)));
      row += 1;
    } else {
      lines.push(...signed("+", come.slice(column, column + 1)));
      column += 1;
    }
  }
  return lines;
}

function signed(sign: DiffLine["sign"], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ sign, text }));
}
