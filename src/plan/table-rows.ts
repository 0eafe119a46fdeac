import type { Table } from "mdast";
import type { TableRow } from "./block.ts";
import type { Run } from "./inline-lines.ts";
import { inlineLines } from "./inline-lines.ts";
import type { Source } from "./source.ts";

/** A table's rows as plain words, the header first. */
export function rowsOf(table: Table, source: Source, runs: Run[]): readonly TableRow[] {
  return table.children.map((row) => {
    const { start, end } = row.position ?? {};
    const cells = row.children.map((cell) =>
      inlineLines(cell.children, source, runs)
        .map((line) => line.text)
        .join(" ")
        .trim(),
    );
    const place = { line: start?.line ?? 0, column: start?.column ?? 1 };
    return { ...place, offset: start?.offset ?? 0, endOffset: end?.offset ?? 0, cells };
  });
}
