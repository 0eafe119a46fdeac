import { readable } from "./readable.ts";

/** A task's words without what is written in signs, and that as attributes. */
export interface TaskWords {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const effort =
  /\s*\(([~≈]?\d+(?:\.\d+)?(?:\s?[-–]\s?\d+(?:\.\d+)?)?\s?(?:hours?|hrs?|h|days?|d|weeks?|minutes?|min))\)\s*$/i;

/** Takes `[P]`, `(P)` and `[US1]` off, and reads priority (`P0`), effort (`(2 h)`, a last `` `M` ``) where they stand. */
export function taskWords(words: string, codes: readonly string[]): TaskWords {
  const attributes: Record<string, string> = {};
  let text = words.trim();
  for (;;) {
    const sign = /^(?:\[(P|US\d{1,3})\]|\((P)\))\s*/.exec(text);
    if (sign === null) break;
    const name = sign[1] ?? sign[2] ?? "";
    attributes[name === "P" ? "parallel" : "story"] = name;
    text = text.slice(sign[0].length);
  }
  const trailing = /\s*\((P)\)$/.exec(text);
  if (trailing !== null) {
    attributes["parallel"] = "P";
    text = text.slice(0, trailing.index);
  }
  const priority = /^[[(]?(P[0-3])[\])]?(?=[\s:])|[[(](P[0-3])[\])]/.exec(text);
  if (priority !== null) attributes["priority"] = priority[1] ?? priority[2] ?? "";
  const size = codes.at(-1);
  const hours = effort.exec(readable(text))?.[1];
  if (hours !== undefined) attributes["effort"] = hours;
  else if (size !== undefined && /^(?:XS|S|M|L|XL)$/.test(size) && text.endsWith(size))
    attributes["effort"] = size;
  return { text, attributes };
}
