import type { Row } from "./measure.ts";

/** `what | ratio | aim | ok`, a line for each row. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ what, ratio, aim }) => [
    what,
    ratio.toFixed(2),
    aim === undefined ? "" : `<= ${aim}`,
    aim === undefined ? "" : ratio <= aim ? "yes" : "no",
  ]);
  const lines = [["what", "ratio", "aim", "ok"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | "),
  );
  return `${padded.join("\n").replace(/ +$/gm, "")}\n`;
}
