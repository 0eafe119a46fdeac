/** What a line's words are, once its container markers are off. Only `fence` and `html` swallow the lines after them. */
export type LeafBlock =
  | { readonly kind: "none" }
  | { readonly kind: "paragraph" }
  | { readonly kind: "fence"; readonly marker: string; readonly length: number }
  /** `end` null: a blank line ends it. */
  | { readonly kind: "html"; readonly end: RegExp | null };

export const noLeaf: LeafBlock = { kind: "none" };
const paragraphLeaf: LeafBlock = { kind: "paragraph" };

/**
 * The leaf that `words` (a line from its first character that is no space) begin or go on with, as CommonMark reads
 * them; `before` is the leaf of the line before. A heading, a rule or an underline is `none`. `lazy`: the line left out
 * the markers of the containers that `before` stands in, and so cannot underline it.
 */
export function leafOf(words: string, before: LeafBlock, lazy: boolean): LeafBlock {
  const fence = fenceOf(words);
  if (fence !== undefined) return fence;
  const html = htmlOf(words, before.kind === "paragraph");
  if (html !== undefined) return html;
  if (isThematicBreak(words) || /^#{1,6}(?:[ \t]|$)/.test(words)) return noLeaf;
  if (before.kind === "paragraph" && !lazy && /^(?:=+|-+)[ \t]*$/.test(words)) return noLeaf;
  return paragraphLeaf;
}

/** The leaf after a line that stands inside `leaf`, a fence or HTML block. */
export function leafAfter(leaf: LeafBlock, words: string, indent: number): LeafBlock {
  switch (leaf.kind) {
    case "fence":
      return indent < 4 && closesFence(leaf.marker, leaf.length, words) ? noLeaf : leaf;
    case "html":
      return (leaf.end === null ? words.trim() === "" : leaf.end.test(words)) ? noLeaf : leaf;
    case "none":
    case "paragraph":
      return leaf;
  }
}

export function isThematicBreak(words: string): boolean {
  return /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(words);
}

function fenceOf(words: string): LeafBlock | undefined {
  const run = /^(?:`{3,}|~{3,})/.exec(words)?.[0];
  if (run === undefined) return undefined;
  const marker = run.charAt(0);
  if (marker === "`" && words.includes("`", run.length)) return undefined;
  return { kind: "fence", marker, length: run.length };
}

function closesFence(marker: string, length: number, words: string): boolean {
  const run = /^(?:`{3,}|~{3,})(?=[ \t]*$)/.exec(words)?.[0];
  return run !== undefined && run.charAt(0) === marker && run.length >= length;
}

/** CommonMark 0.31 HTML block starts 1 to 5, each with its end. */
const rawHtml: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];

/** Start 6: these elements; start 7: any other whole tag alone on its line, unless it interrupts a paragraph. */
const blockElement = new RegExp(
  "^</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|" +
    "dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|" +
    "menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|" +
    "title|tr|track|ul)(?:[ \\t]|/?>|$)",
  "i",
);
const attribute = /[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?/;
const wholeTag = new RegExp(
  `^(?:<[a-z][a-z0-9-]*(?:${attribute.source})*[ \\t]*/?>|</[a-z][a-z0-9-]*[ \\t]*>)[ \\t]*$`,
  "i",
);

function htmlOf(words: string, interrupts: boolean): LeafBlock | undefined {
  if (!words.startsWith("<")) return undefined;
  for (const [start, end] of rawHtml) {
    const opening = start.exec(words)?.[0];
    if (opening === undefined) continue;
    // `<!-->` and `<!--->` are whole comments.
    const rest = opening === "<!--" ? words.slice(2) : words.slice(opening.length);
    return end.test(rest) ? noLeaf : { kind: "html", end };
  }
  const begins = blockElement.test(words) || (!interrupts && wholeTag.test(words));
  return begins ? { kind: "html", end: null } : undefined;
}
