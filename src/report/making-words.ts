import type { Making } from "../model/making.ts";

/** Says how many issues wait for the next hours' creations; without markup. */
export function makingWords({ done, left, end }: Making): string {
  const when = `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `${done} of ${done + left} issues are there or on their way; ${left} follow, at most 450 in an hour: the last by about ${when}.`;
}
