/**
 * UTF-8 that was once decoded as MacRoman or cp1252, for the few signs that carry meaning. Used to understand a line,
 * never to show or change it.
 */
const garbledSigns: readonly (readonly [RegExp, string])[] = [
  [/‚â•|â‰¥/g, "≥"],
  [/‚â§|â‰¤/g, "≤"],
  [/‚Üí|â†’/g, "→"],
  [/‚Äì|â€“/g, "–"],
  [/‚Äî|â€”/g, "—"],
];

/** The line as its author saw it: garbled comparison signs, arrows and dashes mended, spaces plain. */
export function readable(text: string): string {
  if (isAscii(text)) return text;
  let mended = text.replace(/\u00a0/g, " ");
  for (const [garbled, sign] of garbledSigns) mended = mended.replace(garbled, sign);
  return mended;
}

const emoji =
  "(?:\\p{Extended_Pictographic}|\\p{Regional_Indicator}|[0-9#*]\\uFE0F?\\u20E3|[\\uFE0F\\u200D\\u{1F3FB}-\\u{1F3FF}☐☑☒✓✔✗✘←])";
/** An emoji's bytes read as MacRoman (`‚úÖ`) or cp1252 (`âœ…`, `ðŸŽ¯`): it begins with what those make of its first byte. */
const garbledEmoji = "[\\uF8FFðâ‚ü][^\\x00-\\x7F\\s]{1,9}";
const leading = new RegExp(`^(?:\\s|${emoji}|${garbledEmoji}(?=\\s|$))+`, "u");
const trailing = new RegExp(`(?:\\s|${emoji}|(?<=\\s)${garbledEmoji})+$`, "u");

/** How far from the end trailing emoji are looked for: the pattern tries every place it may begin at. */
const tailMax = 60;

/** Whether a line begins with an emoji, garbled or not. Which one is never looked at: emoji carry no meaning. */
export function beginsWithEmoji(text: string): boolean {
  return !isAscii(text) && leading.test(text.trimStart());
}

/** The words without the emoji, garbled or not, before and after them. */
export function withoutEmoji(text: string): string {
  if (isAscii(text)) return text.trim();
  const rest = text.replace(leading, "");
  const end = Math.max(rest.length - tailMax, 0);
  return (rest.slice(0, end) + rest.slice(end).replace(trailing, "")).trim();
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
