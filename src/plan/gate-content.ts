import type { Block } from "./block.ts";
import { beginsWithEmoji } from "./readable.ts";
import { isShell } from "./fence-commands.ts";

/** Whether a block under a gate's title could hold no criterion: prose, label lines and fences that are no commands. */
export function isBoxless(block: Block): boolean {
  switch (block.kind) {
    case "item":
      return false;
    case "line":
      return !beginsWithEmoji(block.words);
    case "fence":
      return !isShell(block);
    case "section":
    case "label":
      return block.children.every((child) => isBoxless(child));
    case "root":
    case "table":
    case "comment":
    case "rule":
      return true;
  }
}
