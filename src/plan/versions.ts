import { readable } from "./readable.ts";

/** A version with its `v`: `v1.2`, `v1.2.3`, `v2.0.0-rc.1`. No `v1.x`, and no part of a longer word or path. */
const version =
  /(?<![\w./-])v\d{1,6}(?:\.\d{1,6}){1,3}(?:-(?:alpha|beta|rc|pre|preview|dev|next|canary|snapshot)[0-9A-Za-z.]*)?(?![\w/]|\.\w|-\w)/;
const every = new RegExp(version, "g");

const rangeAfter = /^\s*(?:-|–|—|→|->|to|through|until|\.\.\.?)\s*v?\d/;
/** `v0.4 Series` is many versions. */
const seriesAfter =
  /^\s*(?:series|family|line|branch|roadmap|and (?:later|above|up)|or (?:later|above|newer))\b/i;
const rangeBefore = /\d(?:\.x)?\s*(?:-|–|—|→|->|to|through|until|\.\.\.?)\s*$/;

/** The version that `words` begin with, unless it begins a range or names a series. Doubtful dots at its end are left out. */
export function versionAtStart(words: string): string | undefined {
  const text = readable(words).replace(/^[[(`*_\s]+/, "");
  if (!text.startsWith("v")) return undefined;
  const match = version.exec(text);
  if (match?.index !== 0) return undefined;
  const after = text.slice(match[0].length);
  return rangeAfter.test(after) || seriesAfter.test(after) ? undefined : match[0];
}

/** Every version in the text that is no end of a range, in order. */
export function versionsIn(words: string): readonly string[] {
  const text = readable(words);
  return [...text.matchAll(every)]
    .filter((match) => {
      const after = text.slice(match.index + match[0].length);
      return !rangeAfter.test(after) && !rangeBefore.test(text.slice(0, match.index));
    })
    .map((match) => match[0]);
}
