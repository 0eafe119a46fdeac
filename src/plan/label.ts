import type { Label } from "./block.ts";
import type { InlineLine } from "./inline-lines.ts";
import { readable, withoutEmoji } from "./readable.ts";

/**
 * The label a line begins with: bold words with a colon inside or after them (also after a remark in parentheses),
 * a line that is bold as a whole, or up to five plain words before a colon. Emoji before it are left out.
 */
export function labelOf(line: InlineLine): Label | undefined {
  const bold = line.lead === undefined ? undefined : boldLabel(line.lead, line.text.slice(line.leadEnd));
  return bold ?? (line.lead === undefined ? plainLabel(line.text) : undefined);
}

function boldLabel(lead: string, rest: string): Label | undefined {
  const title = withoutEmoji(lead);
  if (title === "") return undefined;
  const after = readable(rest).trim();
  if (/[:：]$/.test(title)) return { title: title.replace(/\s*[:：]$/, ""), value: after, bold: true };
  const colon = /^(\([^()]*\))?\s*[:：](?:\s+|$)/.exec(after);
  if (colon !== null) {
    const remark = colon[1] === undefined ? "" : ` ${colon[1]}`;
    return { title: title + remark, value: after.slice(colon[0].length), bold: true };
  }
  if (withoutEmoji(after) === "") return { title, value: "", bold: true };
  if (/^\([^()]*\)$/.test(after)) return { title: `${title} ${after}`, value: "", bold: true };
  return /^\S+(?:\s\S+){0,2}:$/.test(after) ? { title, value: after, bold: true } : undefined;
}

const plain = /^([\p{L}][\p{L}\p{N}'’/&_.-]*(?:[ ][\p{L}\p{N}'’/&_.()-]+){0,4})\s?[:：](?:\s+|$)/u;

function plainLabel(text: string): Label | undefined {
  if (!text.includes(":") && !text.includes("：")) return undefined;
  const words = withoutEmoji(readable(text));
  const match = plain.exec(words);
  if (match?.[1] === undefined) return undefined;
  return { title: match[1], value: words.slice(match[0].length), bold: false };
}
