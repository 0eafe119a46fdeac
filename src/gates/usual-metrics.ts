import type { Threshold } from "../model/plan.ts";
import { dimensionOf } from "../model/units.ts";

/** What a threshold's own words and those around it usually mean; the first that fits. */
const table: readonly {
  readonly words: RegExp;
  readonly metrics: readonly string[];
}[] = [
  { words: /\bbranch(?:es)? coverage\b/i, metrics: ["coverage.branches"] },
  { words: /\bcoverage\b|\bcov\b/i, metrics: ["coverage.lines"] },
  { words: /\bpass(?:ing)? rate\b|\btests? pass|\bpassing tests?\b/i, metrics: ["tests.pass-rate"] },
];

const tools: readonly { readonly words: RegExp; readonly tool: string }[] = [
  { words: /\bmypy\b|\btype[- ]?check/i, tool: "mypy:" },
  { words: /\bruff\b/i, tool: "ruff:" },
  { words: /\bbandit\b/i, tool: "bandit:" },
  { words: /\beslint\b/i, tool: "eslint:" },
];

/** The metrics that would prove a threshold, as plans usually mean it; none where its words say nothing. */
export function usualMetrics(
  asked: Pick<Threshold, "metric" | "unit" | "baseline"> & { readonly about: string },
): readonly string[] {
  const { metric, unit, baseline, about } = asked;
  if (baseline) return ["bench.*"];
  const dimension = dimensionOf(unit);
  if (dimension === "ratio") {
    return (
      (table.find(({ words }) => words.test(metric)) ?? table.find(({ words }) => words.test(about)))
        ?.metrics ?? []
    );
  }
  if (dimension === "time" || dimension === "size" || dimension === "rate") return [`bench.${slug(metric)}`];
  if (unit === "failures" || /\btests?\b/i.test(metric)) return ["tests.failed"];
  if (dimension !== "count") return [];
  const tool = tools.find(({ words }) => words.test(about))?.tool ?? "";
  const graded = ["critical", "high", "medium", "low"].filter((grade) =>
    new RegExp(`\\b${grade}\\b`, "i").test(metric),
  );
  if (graded.length > 0) return withWorse(graded).map((grade) => `${tool}findings.${grade}`);
  if (unit === "errors" || unit === "warnings") return [`${tool}findings.${unit}`];
  return unit === "findings" || unit === "vulnerabilities" ? [`${tool}findings.total`] : [];
}

/** `no high/critical` is both, from the worst; `no high` alone would let the critical through. */
function withWorse(graded: readonly string[]): readonly string[] {
  const order = ["critical", "high", "medium", "low"];
  const last = Math.max(...graded.map((grade) => order.indexOf(grade)));
  return order.slice(0, last + 1);
}

function slug(text: string): string {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return word === "" ? "…" : word.slice(0, 60);
}
