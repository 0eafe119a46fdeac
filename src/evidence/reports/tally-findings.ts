import { ReportError } from "./report-error.ts";
import type { Tally } from "./tally.ts";

/** As GitHub grades them, from the worst. */
export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/** Rules told of one by one; a report with more is refused. */
const rulesMax = 2_000;

/** A finding by its tool's level, and its severity where the tool grades them. */
export interface Finding {
  readonly level: "error" | "warning" | "note";
  readonly severity: Severity;
  readonly rule: string;
}

/** Counts findings one by one. */
export class FindingCounts {
  readonly #counts = new Map<string, number>([
    ["total", 0],
    ["errors", 0],
    ["warnings", 0],
    ...severities.map((severity) => [severity, 0] as const),
  ]);

  get total(): number {
    return this.#counts.get("total") ?? 0;
  }

  add({ level, severity, rule }: Finding): void {
    this.#count("total");
    if (level === "error") this.#count("errors");
    if (level === "warning") this.#count("warnings");
    this.#count(severity);
    const name = nameOfRule(rule);
    if (name !== "" && !isOwnWord(name)) this.#count(name);
    if (this.#counts.size > rulesMax) throw new ReportError(`it names more than ${rulesMax} rules`);
  }

  tally(tool: string): Tally {
    return { kind: "findings", tool, counts: this.#counts };
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

/** The severity of a finding whose tool grades none: what it calls an error is taken as high. */
export function severityOfLevel(level: Finding["level"]): Severity {
  if (level === "error") return "high";
  return level === "warning" ? "medium" : "low";
}

function isOwnWord(name: string): boolean {
  return name === "total" || name === "errors" || name === "warnings" || isSeverity(name);
}

export function isSeverity(text: string): text is Severity {
  return severities.some((severity) => severity === text);
}

/** A rule's name as part of a metric's name. */
function nameOfRule(rule: string): string {
  return rule
    .slice(0, 200)
    .replaceAll(/[^\w./-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 80);
}
