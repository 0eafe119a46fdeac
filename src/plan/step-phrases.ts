import { withoutEmoji } from "./readable.ts";

const group =
  /^(?:(?:atomic|concrete|implementation|execution|release|detailed|remaining) )?(?:steps?|tasks?|actions?|to-?dos?)$|^(?:plan of work|procedure|process|instructions)$/i;

/** Whether a heading or label says that what is listed under it is work: `Steps`, `Atomic Tasks`, `Plan of Work`. */
export function isStepGroup(words: string): boolean {
  const name = withoutEmoji(words)
    .replace(/^\d+(?:\.\d+)*[.)]?\s+/, "")
    .replace(/\s*\([^()]*\)\s*$/, "")
    .replace(/[\s:]+$/, "");
  return group.test(name);
}
