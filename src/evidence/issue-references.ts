import type { IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";

/** References read of one text; more is no sentence a person wrote. */
const referencesMax = 200;

const reference =
  /(?<![\w/#-])(?:https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d{1,9})\b|([\w.-]+\/[\w.-]+)?#(\d{1,9})\b)/g;

/**
 * Issues that a pull request's title or description names: `#12`, `owner/repo#12`, or an address. Each once, in the
 * order of the text, at most 200. A `#12` is one of `home`'s.
 */
export function issueReferences(text: string, home: RepositoryName): readonly IssueRef[] {
  const found = new Map<string, IssueRef>();
  for (const match of text.matchAll(reference)) {
    const repository = (match[1] ?? match[3] ?? home) as RepositoryName;
    const number = Number(match[2] ?? match[4]) as IssueNumber;
    found.set(`${repository}#${number}`.toLowerCase(), { repository, number });
    if (found.size === referencesMax) break;
  }
  return [...found.values()];
}
