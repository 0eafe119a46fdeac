import { digest } from "../model/digest.ts";
import type { Annotation, PostCheck } from "../model/operation.ts";
import type { CommitSha, RepositoryName } from "../model/repository.ts";
import { cutMarkdown } from "../report/cut-markdown.ts";
import type { OwnCheckFacts } from "./github.ts";

/** What a check run is to say, and where. */
export interface CheckWords {
  readonly repository: RepositoryName;
  readonly commit: CommitSha;
  readonly name: string;
  readonly conclusion: NonNullable<PostCheck["conclusion"]>;
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly Annotation[];
  /** What else than its words tells such a check apart when it is read again. */
  readonly mark?: string;
}

/**
 * The operation that makes a commit's check say these words; none where it says them already. One under way is
 * concluded; one that said something else gets a successor, because GitHub adds annotations to a run and takes none
 * away, and shows the latest run of a name.
 */
export function sayCheck(given: CheckWords, own: readonly OwnCheckFacts[]): readonly PostCheck[] {
  const { mark = "", ...words } = withinLimits(given);
  const digested = digest(
    JSON.stringify([words.conclusion, words.title, words.summary, words.text, words.annotations]),
  );
  const externalId = `${mark}${digested}`;
  const there = own.find((check) => check.name === words.name);
  // Who presses GitHub's "Re-run" waits for a fresh run, also of the same words.
  const isSaid = there?.status === "completed" && there.externalId === externalId;
  if (isSaid && there.askedAgain !== true) return [];
  return [
    {
      kind: "post-check",
      status: "completed",
      externalId,
      ...words,
      ...(there === undefined || there.status === "completed" ? {} : { checkRunId: there.id }),
    },
  ];
}

/** GitHub refuses a check whole that is too long anywhere (check runs API, 2026-11). */
function withinLimits(words: CheckWords): CheckWords {
  const { title, summary, text, annotations } = words;
  const fit = (line: string, charactersMax: number): string =>
    line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).toWellFormed()}…`;
  return {
    ...words,
    title: fit(title, 250),
    summary: cutMarkdown(summary),
    ...(text === undefined ? {} : { text: cutMarkdown(text) }),
    annotations: annotations.map((annotation) => ({
      ...annotation,
      title: fit(annotation.title, 250),
      message: fit(annotation.message, 10_000),
    })),
  };
}

/** The operation that shows at once that a check is under way; none where the commit has one of that name. */
export function announceCheck(
  where: Pick<CheckWords, "repository" | "commit" | "name">,
  own: readonly OwnCheckFacts[],
): readonly PostCheck[] {
  if (own.some((check) => check.name === where.name)) return [];
  return [
    {
      kind: "post-check",
      ...where,
      status: "in_progress",
      title: "Reading the plan",
      summary: "plangate is reading the plan, its issues and its gates.",
      annotations: [],
      externalId: "in-progress",
    },
  ];
}
