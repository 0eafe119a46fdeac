import type { Block } from "./block.ts";

/** An id with the words after it. */
export interface LeadingId {
  readonly id: string;
  readonly scheme: string;
  readonly rest: string;
}

const schemes: readonly (readonly [string, RegExp])[] = [
  ["T001", /^(T\d{1,4}[a-z]?)(?:\s*[:.)–—-]+)?\s+(?=\S)/],
  ["Task 1", /^(Task \d{1,4}(?:\.\d{1,3})*(?:\.?[A-Za-z])?)(?:\s*[:.)–—-]+\s*|\s+(?=\())(?=\S)/i],
  ["ABC-12", /^([A-Z][A-Z0-9]*-\d{1,6})(?:\s*[:.)–—-]+)?\s+(?=\S)/],
  ["01-02", /^(\d{2}(?:\.\d{1,2})?-\d{2})(?:\s*[:.)–—-]+)?\s+(?=\S)/],
  ["1.2", /^(\d{1,3}(?:\.\d{1,3})+[a-z]?)(?:[:.)]|\s*[–—-])?\s+(?=\S)/],
  ["1.", /^(\d{1,3})\.\s+(?=\S)/],
];

/** The id that words begin with, if they begin as one of the documented schemes does. */
export function leadingId(words: string): LeadingId | undefined {
  const text = words.replace(/^\[((?:T|[A-Z]+-)\d+)\]/, "$1");
  if (!/^[T0-9A-Zt]/.test(text)) return undefined;
  for (const [scheme, pattern] of schemes) {
    const match = pattern.exec(text);
    if (match?.[1] !== undefined) return { id: match[1], scheme, rest: text.slice(match[0].length).trim() };
  }
  return undefined;
}

/**
 * The ids of boxes: a leading id counts when at least two boxes of the file share the scheme, as do half of the boxes
 * in its own list, and no other box has it. `repeated` gives the boxes whose id another one has too.
 */
export function idsOf(boxes: readonly Block[]): {
  readonly idOf: ReadonlyMap<Block, LeadingId>;
  readonly repeated: ReadonlyMap<Block, Block>;
} {
  const leading = new Map<Block, LeadingId>();
  const inFile = new Map<string, number>();
  const inList = new Map<Block | undefined, { boxes: number; counts: Map<string, number> }>();
  for (const box of boxes) {
    const found = leadingId(box.words);
    const list = inList.get(box.parent) ?? { boxes: 0, counts: new Map<string, number>() };
    inList.set(box.parent, list);
    list.boxes += 1;
    if (found === undefined) continue;
    leading.set(box, found);
    inFile.set(found.scheme, (inFile.get(found.scheme) ?? 0) + 1);
    list.counts.set(found.scheme, (list.counts.get(found.scheme) ?? 0) + 1);
  }

  const idOf = new Map<Block, LeadingId>();
  const first = new Map<string, Block>();
  const repeated = new Map<Block, Block>();
  for (const [box, found] of leading) {
    const list = inList.get(box.parent);
    const shared = (list?.counts.get(found.scheme) ?? 0) * 2 >= (list?.boxes ?? 0);
    if (!shared || (inFile.get(found.scheme) ?? 0) < 2) continue;
    const name = found.id.toLowerCase();
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, box);
      idOf.set(box, found);
    } else {
      repeated.set(box, other);
      idOf.delete(other);
    }
  }
  return { idOf, repeated };
}
