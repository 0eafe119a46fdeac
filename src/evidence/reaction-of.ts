import type { AnswerMarker } from "./answer-marker.ts";

/** What plangate leaves on a comment that it answered: a glance tells what became of it. */
export type Reaction = "+1" | "-1" | "rocket";

/** The reaction that goes with an answer, by what the answer keeps of each of the comment's commands. */
export function reactionOf(markers: readonly Pick<AnswerMarker, "kind" | "made">[]): Reaction {
  if (markers.some(({ kind, made }) => kind === "refused" || (kind === "release" && made !== true)))
    return "-1";
  return markers.some(({ made }) => made === true) ? "rocket" : "+1";
}
