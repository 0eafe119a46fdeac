import { numberIn } from "./numbers.ts";
import type { Json } from "./read-json.ts";
import { isList, isObject, readJson } from "./read-json.ts";
import { ReportError } from "./report-error.ts";
import type { Finding, Severity } from "./tally-findings.ts";
import { FindingCounts, isSeverity, severityOfLevel } from "./tally-findings.ts";
import type { Tally } from "./tally.ts";

/** GitHub's own limits on SARIF: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files */
const runsMax = 20;
const resultsMax = 25_000;

type Fields = { readonly [key: string]: Json };

/**
 * Findings by SARIF 2.1.0, one tally per run. A result counts unless it is suppressed in the source, absent since the
 * baseline, or of a kind that is no failure. Its level is its own, or its rule's, or `warning`. Its severity is graded by
 * its rule's `security-severity` as GitHub grades it, or is the tool's own, or follows from its level.
 */
export function parseSarif(text: string): readonly Tally[] {
  const log = readJson(text);
  if (!isObject(log) || !isList(log["runs"])) throw new ReportError('it has no "runs": it is no SARIF');
  const runs = log["runs"];
  if (runs.length === 0) throw new ReportError("it tells of no run of a tool");
  if (runs.length > runsMax) throw new ReportError(`it has ${runs.length} runs, more than ${runsMax}`);
  return runs.map(tallyOf);
}

function tallyOf(run: Json): Tally {
  const driver = isObject(run) ? fieldsOf(fieldsOf(run["tool"])["driver"]) : {};
  const name = textOf(driver["name"]);
  if (!isObject(run) || name === undefined || name === "") throw new ReportError("a run names no tool");
  assertFinished(run, name);
  const { results } = run;
  if (!isList(results))
    throw new ReportError(`the run of ${name.slice(0, 60)} has no "results": it did not look`);
  if (results.length > resultsMax) {
    throw new ReportError(`a run has ${results.length} results, more than ${resultsMax}`);
  }
  const extensions = isList(fieldsOf(run["tool"])["extensions"]) ? fieldsOf(run["tool"])["extensions"] : [];
  const rules = rulesOf([driver, ...(isList(extensions) ? extensions : [])]);
  const counts = new FindingCounts();
  for (const result of results) {
    const finding = findingOf(result, rules, isList(driver["rules"]) ? driver["rules"] : []);
    if (finding !== undefined) counts.add(finding);
  }
  return counts.tally(
    name
      .toLowerCase()
      .replaceAll(/[^\w.-]+/g, "-")
      .slice(0, 60),
  );
}

function assertFinished(run: Fields, name: string): void {
  const { invocations } = run;
  const failed = isList(invocations)
    ? invocations.some((one) => isObject(one) && one["executionSuccessful"] === false)
    : false;
  if (failed) throw new ReportError(`the run of ${name.slice(0, 60)} did not succeed`);
}

function rulesOf(components: readonly Json[]): ReadonlyMap<string, Fields> {
  const rules = new Map<string, Fields>();
  for (const component of components) {
    const found = fieldsOf(component)["rules"];
    for (const rule of isList(found) ? found : []) {
      const id = textOf(fieldsOf(rule)["id"]);
      if (id !== undefined) rules.set(id, fieldsOf(rule));
    }
  }
  return rules;
}

function findingOf(
  result: Json,
  rules: ReadonlyMap<string, Fields>,
  listed: readonly Json[],
): Finding | undefined {
  if (!isObject(result)) throw new ReportError("a result is no object");
  if (isSuppressed(result) || result["baselineState"] === "absent") return undefined;
  if (result["kind"] !== undefined && result["kind"] !== "fail") return undefined;
  const index = result["ruleIndex"];
  const byIndex = typeof index === "number" ? fieldsOf(listed[index]) : {};
  const id =
    textOf(result["ruleId"]) ?? textOf(fieldsOf(result["rule"])["id"]) ?? textOf(byIndex["id"]) ?? "";
  // `CA1000/1` is a part of rule CA1000.
  const rule = rules.get(id) ?? rules.get(id.split("/")[0] ?? id) ?? byIndex;
  const level = levelOf(result["level"] ?? fieldsOf(rule["defaultConfiguration"])["level"]);
  if (level === undefined) return undefined;
  return { level, severity: severityOf(result, rule) ?? severityOfLevel(level), rule: id };
}

/** A suppression under review, or rejected, suppresses nothing. */
function isSuppressed(result: Fields): boolean {
  const { suppressions } = result;
  if (!isList(suppressions) || suppressions.length === 0) return false;
  return suppressions.every((one) => [undefined, "accepted"].includes(textOf(fieldsOf(one)["status"])));
}

/** Undefined for `none`, which is no finding. */
function levelOf(level: Json | undefined): Finding["level"] | undefined {
  if (level === undefined || level === "warning") return "warning";
  if (level === "error" || level === "note") return level;
  if (level === "none") return undefined;
  throw new ReportError(`a result has the level ${JSON.stringify(level).slice(0, 60)}`);
}

/** https://docs.github.com/en/code-security/reference/code-scanning/sarif-files: over 9.0 critical, 7.0 high, 4.0 medium. */
function severityOf(result: Fields, rule: Fields): Severity | undefined {
  const graded =
    fieldsOf(result["properties"])["security-severity"] ?? fieldsOf(rule["properties"])["security-severity"];
  if (graded !== undefined) {
    const score = typeof graded === "string" ? numberIn(graded) : graded;
    if (typeof score !== "number" || score < 0 || score > 10) {
      throw new ReportError(
        `a security-severity is ${JSON.stringify(graded).slice(0, 60)}, no number from 0 to 10`,
      );
    }
    if (score >= 9) return "critical";
    if (score >= 7) return "high";
    return score >= 4 ? "medium" : "low";
  }
  const own = fieldsOf(result["properties"])["issue_severity"];
  const word = typeof own === "string" ? own.toLowerCase() : "";
  return isSeverity(word) ? word : undefined;
}

function fieldsOf(value: Json | undefined): Fields {
  return isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
