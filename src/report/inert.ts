import { plainLine } from "./plain-line.ts";

/** A character that shows nothing, written so that it can be seen in the source: the field's way to break mentions. */
const nothing = "&#8203;";

/**
 * Anybody's text as one line of markdown that shows the same words and does nothing: no mention, issue or commit
 * reference (so no closing keyword either), link, image, HTML, comment, code or table comes alive, and no block begins
 * where it stands at the start of a line, nor a command.
 *
 * Markup is taken away by backslashes. GitHub finds mentions, references and addresses in the rendered text, where
 * backslashes are gone: there an entity of zero width stands between the parts. A code span would do both, but shows
 * every sentence as code.
 */
export function inert(text: string): string {
  return plainLine(text)
    .replaceAll(alive, still)
    .replace(/^(?:[/@#>+=:-])/, String.raw`\$&`)
    .replace(/^(\d{1,9})(?=[.)])/, "$1\\");
}

/**
 * Anybody's text as a code span of one line, for words a person copies: commands, paths, keys. An opening HTML comment
 * is broken, since markers are looked for in the source.
 */
export function asCode(text: string): string {
  const line = plainLine(text).replaceAll("<!--", "<!\u200B--");
  if (line === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Markup; `@`; `#`; the colon of an address; `www`; `GH-12`; what may be a commit. */
const alive =
  /[\\`*_{}[\]<>|~$&!]|@|#|:(?=\/\/)|www(?=\.)|GH-(?=\d)|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/gi;

function still(found: string): string {
  if (/^[\\`*_{}[\]<>|~$&!]$/.test(found)) return `\\${found}`;
  // Six digits are too short for a commit.
  if (/^[0-9a-f]{7,}$/i.test(found)) return (found.match(/.{1,6}/g) ?? []).join(nothing);
  return `${found}${nothing}`;
}
