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

/**
 * What under a gate's title belongs to it: label lines and prose after a thematic break are the document's foot
 * (`**Status**: …`), or speak for themselves.
 */
export function contentOf(block: Block): readonly Block[] {
  const at = block.children.findIndex((child) => child.kind === "rule");
  if (at < 0) return block.children;
  return block.children.filter(
    (child, index) => index < at || child.kind === "item" || child.kind === "section",
  );
}
