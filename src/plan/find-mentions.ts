import type { Mention } from "../model/plan.ts";
import type { OwnLink } from "./own-link.ts";
import type { Run } from "./inline-lines.ts";
import type { Source } from "./source.ts";
import { placeOf } from "./source.ts";

const named = /(?<![\w/#.&-])(?:([\w-]+)\/([\w.-]+))?#(\d{1,10})(?![\w-])/g;
const address =
  /https?:\/\/[^\s/()<>]+\/(?:[^\s()<>]{0,200}?\/)?([\w-]+)\/([\w.-]+)\/(?:issues|pull|discussions)\/(\d{1,10})(?![\w])/g;

/**
 * References to issues and pull requests: `#12` (two digits at least), `owner/repo#12` and addresses. None of them
 * means "this task's issue". Code spans and fences hold none.
 */
export function findMentions(
  runs: readonly Run[],
  source: Source,
  own: readonly OwnLink[],
): readonly Mention[] {
  const ownOffsets = new Set(own.map((link) => link.offset + 2));
  return runs.filter((run) => !ownOffsets.has(run.offset)).flatMap((run) => mentionsIn(run, source));
}

function mentionsIn(run: Run, source: Source): readonly Mention[] {
  const { words } = run;
  const mentions: Mention[] = [];
  if (words.includes("://")) {
    for (const match of words.matchAll(address)) mentions.push(mentionOf(run, match, source));
  }
  if (words.includes("#") && !/^https?:/.test(words)) {
    for (const match of words.matchAll(named)) {
      if (match[1] !== undefined || (match[3] ?? "").length > 1) mentions.push(mentionOf(run, match, source));
    }
  }
  return mentions;
}

function mentionOf(run: Run, match: RegExpExecArray, source: Source): Mention {
  const before = run.words.slice(0, match.index).split("\n");
  const isFirstLine = before.length === 1;
  const line = run.line + before.length - 1;
  const offset = isFirstLine ? run.offset + match.index : (source.lineStarts[line - 1] ?? 0);
  const column = isFirstLine ? run.column + match.index : 1;
  const endOffset = isFirstLine
    ? Math.min(offset + match[0].length, run.endOffset)
    : (source.lineStarts[line] ?? offset);
  const [, owner, repository, number] = match;
  return {
    ...placeOf(source, { line, column, offset, endOffset }),
    ...(owner === undefined || repository === undefined ? {} : { owner, repository }),
    number: Number(number),
  };
}
