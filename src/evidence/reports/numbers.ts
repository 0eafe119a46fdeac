import { ReportError } from "./report-error.ts";

/** A plain decimal number: no exponent, no `NaN`, no thousands, at most fifteen digits on either side. */
const decimal = /^-?\d{1,15}(?:\.\d{1,17})?$/;

/** The number a text says; undefined where it says none. `-0` is 0. */
export function numberIn(text: string): number | undefined {
  return decimal.test(text) ? Number(text) + 0 : undefined;
}

/** A count that must be there. */
export function countIn(text: string | undefined, what: string): number {
  if (text === undefined) throw new ReportError(`${what} is missing`);
  if (!/^\d{1,12}$/.test(text)) throw new ReportError(`${what} is ${shown(text)} and no count`);
  return Number(text);
}

/** Text of a report in a sentence. */
export function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").slice(0, 60);
  return JSON.stringify(line);
}
