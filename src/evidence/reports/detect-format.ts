import type { ReportFormat } from "./report-format.ts";

/** What a format is told by is near a report's beginning or end. */
const lookCharacters = 8_192;

/** How a report is written, by its own words; `values` where it is none of the others. Names of files say nothing. */
export function detectFormat(text: string): ReportFormat {
  const head = text.slice(0, lookCharacters).trimStart();
  const tail = text.slice(-lookCharacters);
  if (head.startsWith("<")) return /<(?:\w+:)?testsuites?[\s>/]/.test(head) ? "junit" : "cobertura";
  if (head.startsWith("[")) return "ruff";
  if (head.startsWith("{")) return isMypyLine(head.split("\n", 1)[0] ?? "") ? "mypy" : "sarif";
  if (/^(?:TN|SF):/m.test(head)) return "lcov";
  if (/^(?:Success: no issues found in |Found \d+ errors? in )/m.test(tail)) return "mypy";
  if (/^(?:All checks passed!|Found \d+ errors?)/m.test(tail)) return "ruff";
  return "values";
}

function isMypyLine(line: string): boolean {
  return line.trimEnd().endsWith("}") && line.includes('"severity"') && line.includes('"file"');
}
