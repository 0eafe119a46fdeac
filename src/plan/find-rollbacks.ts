import type { Rollback } from "../model/plan.ts";
import type { Block } from "./block.ts";
import type { Draft } from "./draft.ts";
import { scopeAt } from "./draft.ts";
import { keptBy } from "./kept-sections.ts";
import { withoutEmoji } from "./readable.ts";
import { placeOf } from "./source.ts";

/** Rollback sections and labels, outermost only, with their text as it is. Shown when a release is taken back. */
export function findRollbacks(draft: Draft): readonly Rollback[] {
  return draft.outline.blocks.flatMap((block): readonly Rollback[] => {
    const title = titleOf(block);
    if (title === "" || block.box !== undefined || keptBy(title) !== "rollback") return [];
    if (block.parent !== undefined && draft.scopeOf.get(block.parent)?.kept === "rollback") return [];
    const { phase } = scopeAt(draft, block);
    const { source } = draft;
    const end = source.lineStarts[block.endLine] ?? source.text.length;
    const text = source.text.slice(block.offset, end).trimEnd();
    const place = placeOf(source, { ...block, endOffset: block.offset + text.length });
    return [
      { ...place, title: withoutEmoji(title), ...(phase === undefined ? {} : { phase: phase.key }), text },
    ];
  });
}

function titleOf(block: Block): string {
  if (block.kind === "section") return block.words;
  return block.label?.bold === true ? block.label.title : "";
}
