import { readable, withoutEmoji } from "./readable.ts";

/**
 * What a part of the plan is kept for, beside its work: `rollback` is shown when a release is taken back; a `record`
 * tells what happened; a `legend` explains the boxes; `after` comes once a tag exists.
 */
export type Kept = "rollback" | "record" | "legend" | "after";

const rollback = /^(?:emergency )?roll-?\s?back(?: (?:procedures?|plan|steps?|strategy|instructions))?$/i;
const record =
  /^(?:progress|decisions? log|surprises(?: (?:&|and) discoveries)?|outcomes(?: (?:&|and) retrospective)?|retrospective|revision (?:history|notes?)|change ?log|history|lessons learned|session log|work log)$/i;
const legend =
  /^(?:(?:status|task|checkbox|box|progress|state) )?(?:legend|indicators?|key|markers?|symbols)$/i;
const after =
  /^(?:post-?\s?(?:release|launch|deploy(?:ment)?|tag|publish)|after (?:the )?(?:release|tag|tagging|launch|publishing))\b/i;

/** One cheap look before the names are tried. */
const anyWord =
  /roll|progress|decision|surprise|outcome|retro|revision|change|history|lessons|log|legend|indicator|key|marker|symbol|post|after/i;

/** What the words of a heading or label keep everything under them for. */
export function keptBy(words: string): Kept | undefined {
  if (words.length > 60 || !anyWord.test(words)) return undefined;
  const name = withoutEmoji(readable(words))
    .replace(/^\d+(?:\.\d+)*[.)]?\s+/, "")
    .replace(/\s*[([][^()[\]]*[)\]]\s*$/, "")
    .replace(/[\s:.]+$/, "");
  if (rollback.test(name)) return "rollback";
  if (record.test(name)) return "record";
  if (legend.test(name)) return "legend";
  return after.test(name) ? "after" : undefined;
}
