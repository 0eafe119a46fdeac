import type { Block } from "./block.ts";
import type { Outline } from "./build-outline.ts";
import { isDecisionTitle } from "./decision-phrases.ts";
import { gatePhraseIn } from "./gate-phrases.ts";
import { keptBy } from "./kept-sections.ts";
import { withoutEmoji } from "./readable.ts";
import { typedHeading } from "./typed-heading.ts";

/**
 * The document's title and its heading: the only heading of level 1, or the first of several when it is no typed
 * heading itself; else the front matter's `title`; else a first heading that stands alone at its level.
 */
export function findTitle(outline: Outline): { title: string; titleBlock: Block | undefined } {
  const top = outline.root.children.filter((block) => block.kind === "section");
  const first = top.find((block) => block.depth === 1);
  const firsts = top.filter((block) => block.depth === 1);
  if (first !== undefined && (firsts.length === 1 || !isTyped(first))) {
    return { title: withoutEmoji(first.words), titleBlock: first };
  }
  const named = /^title:\s*(["']?)(.+?)\1\s*$/m.exec(outline.frontMatter)?.[2];
  if (named !== undefined) return { title: named, titleBlock: undefined };
  const [only, ...others] = top;
  if (only === undefined || others.length > 0 || first !== undefined || meansSomething(only)) {
    return { title: "", titleBlock: undefined };
  }
  return { title: withoutEmoji(only.words), titleBlock: only };
}

/** A lone lower heading may as well be a part of a plan as its title. */
function meansSomething(block: Block): boolean {
  const { words } = block;
  return (
    isTyped(block) ||
    gatePhraseIn(words) !== undefined ||
    keptBy(words) !== undefined ||
    isDecisionTitle(words)
  );
}

function isTyped(block: Block): boolean {
  return typedHeading(block.words) !== undefined;
}
