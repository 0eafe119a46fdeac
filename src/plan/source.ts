import type { Place } from "../model/place.ts";
import type { DecodedPlan } from "./decode-plan.ts";

/** A decoded plan with the offset at which each of its lines begins. */
export interface Source {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly byteOffsetOf: (utf16Offset: number) => number;
}

/** A place in the decoded text: offsets in UTF-16 units. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endOffset: number;
}

export function sourceOf(decoded: DecodedPlan): Source {
  const { text, byteOffsetOf } = decoded;
  const lineStarts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) lineStarts.push(at + 1);
  }
  return { text, lineStarts, byteOffsetOf };
}

/** The same place in bytes of the file. */
export function placeOf(source: Source, span: Span): Place {
  return {
    line: span.line,
    column: span.column,
    offset: source.byteOffsetOf(span.offset),
    endOffset: source.byteOffsetOf(span.endOffset),
  };
}

/** Offset of the line's first character that is no indentation or quote mark. */
export function startOfWords(source: Source, line: number): number {
  let at = source.lineStarts[line - 1] ?? source.text.length;
  while (at < source.text.length && " \t>".includes(source.text.charAt(at))) at += 1;
  return at;
}

/** Offset after the line's last character that is no space. */
export function endOfWords(source: Source, line: number): number {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  let at = source.lineStarts[line] ?? source.text.length;
  while (at > start && /\s/.test(source.text.charAt(at - 1))) at -= 1;
  return at;
}
