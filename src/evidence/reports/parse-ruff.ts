import { linesOf } from "./lines-of.ts";
import { countIn } from "./numbers.ts";
import { isList, isObject, readJson } from "./read-json.ts";
import { ReportError } from "./report-error.ts";
import type { Finding } from "./tally-findings.ts";
import { FindingCounts, severityOfLevel } from "./tally-findings.ts";
import type { Tally } from "./tally.ts";

/** `src/a.py:3:1: F821 Undefined name`, `src/a.py:3:1: invalid-syntax: …`. */
const finding = /:\d{1,9}:\d{1,9}: (?:([A-Z]+\d+)\b|(invalid-syntax|SyntaxError)\b)/;
const found = /^Found (\d+) errors?(?: \(\d+ fixed, (\d+) remaining\))?\.$/;

/** `ruff check`, as JSON (`--output-format json`) or text (`--output-format concise`). */
export function parseRuff(text: string): Tally {
  return text.trimStart().startsWith("[") ? fromJson(text) : fromText(text);
}

/** All of ruff's findings are errors, unless one says that it is a warning. */
function fromJson(text: string): Tally {
  const list = readJson(text);
  if (!isList(list)) throw new ReportError("it is no list of findings");
  const counts = new FindingCounts();
  for (const entry of list) {
    if (!isObject(entry) || typeof entry["filename"] !== "string" || entry["location"] === undefined) {
      throw new ReportError("an entry has no filename and location: it is none of ruff's");
    }
    const { code, severity } = entry;
    const level = severity === "warning" ? "warning" : "error";
    counts.add(findingOf(typeof code === "string" ? code : "invalid-syntax", level));
  }
  return counts.tally("ruff");
}

/** Its last words say how many there were: a text without them, or with other numbers, is cut off. */
function fromText(text: string): Tally {
  const counts = new FindingCounts();
  let told: number | undefined;
  for (const line of linesOf(text)) {
    const sum = found.exec(line);
    if (line === "All checks passed!" || sum !== null) {
      if (told !== undefined) throw new ReportError("it ends twice");
      told = sum === null ? 0 : countIn(sum[2] ?? sum[1], "the number of errors found");
      continue;
    }
    const [, rule, syntax] = finding.exec(line) ?? [];
    const name = rule ?? (syntax === undefined ? undefined : "invalid-syntax");
    if (name !== undefined) counts.add(findingOf(name, "error"));
  }
  if (told === undefined) {
    throw new ReportError(
      'it ends neither with "All checks passed!" nor with "Found … errors.": it is cut off, or not concise',
    );
  }
  if (told !== counts.total) throw new ReportError(`it says ${told} errors and shows ${counts.total}`);
  return counts.tally("ruff");
}

function findingOf(rule: string, level: Finding["level"]): Finding {
  return { level, severity: severityOfLevel(level), rule };
}
