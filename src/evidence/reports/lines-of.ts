import { ReportError } from "./report-error.ts";

/** Lines longer than this are no line of a report. */
const lineCharactersMax = 100_000;

/** The lines of a text, one after the other, without their ends. A text without a last line end has a last line too. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > lineCharactersMax)
      throw new ReportError(`a line is longer than ${lineCharactersMax} characters`);
    yield text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
  }
}
