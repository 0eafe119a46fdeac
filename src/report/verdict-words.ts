import type { Verdict, VerdictNode } from "../model/verdict.ts";

/** The word for a verdict, everywhere. */
export function verdictWord(verdict: Verdict): string {
  switch (verdict) {
    case "pass":
      return "passes";
    case "fail":
      return "fails";
    case "pending":
      return "open";
    case "waived":
      return "waived";
    case "skipped":
      return "skipped";
  }
}

/** The sign that goes with the word, never without it. */
export function verdictSign(verdict: Verdict): string {
  switch (verdict) {
    case "pass":
      return "✅";
    case "fail":
      return "❌";
    case "pending":
      return "⏳";
    case "waived":
      return "🔓";
    case "skipped":
      return "⏭️";
  }
}

/** The key by which a person may name a node; moments, whose titles say it all, have none to show. */
export function shownKey(node: VerdictNode): string | undefined {
  if (node.kind === "moment" || node.kind === "plan" || node.key === node.title) return undefined;
  return node.key;
}
