import { plainLine } from "../../report/plain-line.ts";

/** plangate's markdown as lines for a terminal: no empty ones, without the marks that only GitHub needs. */
export function plainWords(markdown: string): readonly string[] {
  return markdown
    .replaceAll(/<!--[^]*?-->/g, "")
    .replaceAll(/<\/?(?:details|summary)>/g, "")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1")
    .replaceAll(/\*\*|`/g, "")
    .split(/\r?\n/)
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? "";
      const words = plainLine(line);
      return words === "" ? [] : [`${indent}${words}`];
    });
}
