import type { Spoken } from "./conversation.ts";
import { type AnswerMarker, readAnswerMarkers } from "./answer-marker.ts";

/** Plangate's answer to one comment. */
export interface OwnAnswer {
  readonly comment: number;
  readonly markers: readonly AnswerMarker[];
  readonly at: string;
  readonly url: string;
}

/** Plangate's first unedited answer to each comment, by the comment's id. An edited one says nothing. */
export function answersByComment(comments: readonly Spoken[]): ReadonlyMap<number, OwnAnswer> {
  const answers = new Map<number, OwnAnswer>();
  const own = comments.filter((comment) => comment.own && !comment.edited).sort((a, b) => a.id - b.id);
  for (const { body, createdAt, url } of own) {
    const read = readAnswerMarkers(body);
    for (const { comment } of read) {
      if (answers.has(comment)) continue;
      const markers = read.filter((marker) => marker.comment === comment);
      answers.set(comment, { comment, markers, at: createdAt, url });
    }
  }
  return answers;
}
