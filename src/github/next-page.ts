import { TerminalError } from "../engine/errors.ts";

/**
 * The address of the next page from a `Link` header, undefined on the last page. TerminalError where it leaves the API
 * host: our token goes nowhere else.
 */
export function nextPage(link: unknown, baseUrl: string): string | undefined {
  if (typeof link !== "string") return undefined;
  const next = link.split(/,\s*(?=<)/).find((part) => part.includes('rel="next"'));
  if (next === undefined) return undefined;
  const url = next.slice(next.indexOf("<") + 1, next.indexOf(">"));
  if (URL.canParse(url) && new URL(url).origin === new URL(baseUrl).origin) return url;
  throw new TerminalError(`Cannot read the next page: GitHub names "${url}", which is not on ${baseUrl}`);
}
