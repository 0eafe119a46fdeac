/**
 * The known name that a misspelt one most likely means: the least edits (a swap of neighbours is one), any case, at
 * most a third of the longer name's length. Undefined where none is that near. The first of equals.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  // Longer words are no slips of the pen, and the comparison is quadratic in length.
  if (name.length > nameLengthMax) return undefined;

  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= Math.max(name.length, candidate.length) / 3 && edits < least) {
      nearest = candidate;
      least = edits;
    }
  }
  return nearest;
}

const nameLengthMax = 64;

/** Optimal string alignment distance, three rows at a time. */
function editsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      let edits = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + changed);
      if (from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        edits = Math.min(edits, at(beforeLast, column - 2) + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
