import picocolors from "picocolors";
import type { Verdict } from "../model/verdict.ts";
import type { Painter } from "../report/terminal-tree.ts";

/** Colours for a terminal that shows them. */
export function painterOf(isColoured: boolean): Painter {
  const colours = picocolors.createColors(isColoured);
  const paint: Record<Verdict, (text: string) => string> = {
    pass: colours.green,
    fail: colours.red,
    pending: colours.yellow,
    waived: colours.magenta,
    skipped: colours.gray,
  };
  return { verdict: (verdict, text) => paint[verdict](text), dim: colours.dim, bold: colours.bold };
}
