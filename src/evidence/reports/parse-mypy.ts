import { linesOf } from "./lines-of.ts";
import { countIn } from "./numbers.ts";
import { isObject, readJson } from "./read-json.ts";
import { ReportError } from "./report-error.ts";
import { FindingCounts, severityOfLevel } from "./tally-findings.ts";
import type { Tally } from "./tally.ts";

/** `src/a.py:3: error: Name "x" is not defined  [name-defined]`, with column and end where they are asked for. */
const finding = /:\d{1,9}(?::\d{1,9}){0,3}: (error|warning): (.*)$/;
const passed = /^Success: no issues found in (\d+) source files?$/;
const failed =
  /^Found (\d+) errors? in \d+ files? \((?:checked (\d+) source files?|errors prevented further checking)\)$/;

/** `mypy`, as text or as JSON lines (`--output json`). Its last words say how many errors there were. */
export function parseMypy(text: string): Tally {
  const counts = new FindingCounts();
  let errors = 0;
  let told: number | undefined;
  let asJson = false;
  for (const line of linesOf(text)) {
    const found = line.startsWith("{") ? fromJson(line) : fromText(line);
    if (line.startsWith("{")) asJson = true;
    if (found !== undefined) {
      counts.add({ level: found.level, severity: severityOfLevel(found.level), rule: found.rule });
      if (found.level === "error") errors += 1;
    }
    const sum = passed.exec(line) ?? failed.exec(line);
    if (sum === null) continue;
    if (told !== undefined) throw new ReportError("it ends twice");
    if (line.includes("prevented further checking"))
      throw new ReportError("errors prevented further checking");
    told = line.startsWith("Success") ? 0 : countIn(sum[1], "the number of errors found");
    if (countIn(line.startsWith("Success") ? sum[1] : sum[2], "the number of files") === 0)
      throw new ReportError("it looked at no file");
  }
  // JSON goes without the last words; what it shows then is all there is.
  if (told === undefined && !(asJson && counts.total > 0)) {
    throw new ReportError(
      'it ends neither with "Success: …" nor with "Found … errors …": it is cut off, or empty',
    );
  }
  if (told !== undefined && told !== errors)
    throw new ReportError(`it says ${told} errors and shows ${errors}`);
  return counts.tally("mypy");
}

interface Found {
  readonly level: "error" | "warning";
  readonly rule: string;
}

function fromText(line: string): Found | undefined {
  const [, level, message = ""] = finding.exec(line) ?? [];
  if (level !== "error" && level !== "warning") return undefined;
  return { level, rule: /\[([a-z][a-z-]{0,60})\]$/.exec(message)?.[1] ?? "" };
}

/** Notes are no findings. */
function fromJson(line: string): Found | undefined {
  const entry = readJson(line);
  const level = isObject(entry) ? entry["severity"] : undefined;
  if (!isObject(entry) || typeof level !== "string" || typeof entry["file"] !== "string") {
    throw new ReportError("a line has no file and severity: it is none of mypy's");
  }
  if (level !== "error" && level !== "warning") return undefined;
  return { level, rule: typeof entry["code"] === "string" ? entry["code"] : "" };
}
